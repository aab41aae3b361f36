// The tale of TaleOfTwoEngines.cs in ink, told by inkjs in this process: node ink.mjs STEPS CHAPTERS.
import { Compiler } from 'inkjs/full';

const tale = `
VAR coins = 0
VAR lamp = false
VAR opened = 0
-> hall

=== hall
The hall.
+ {lamp and coins >= 3} [left]
  ~ coins = coins - 3
  -> vault
+ {not (lamp and coins >= 3)} [left]
  ~ coins = MIN(coins + 1, 9)
  -> cellar
+ [right]
  ~ lamp = not lamp
  -> tower

=== cellar
The cellar.
+ [left] -> hall
+ [right] -> tower

=== tower
The tower.
+ [left] -> hall
+ [right] -> cellar

=== vault
The vault.
~ opened = opened + 1
+ [left] -> hall
+ [right] -> tower
`;

const steps = Number(process.argv[2]);
const chapters = Number(process.argv[3]);

const story = new Compiler(tale).Compile();
tell(Math.ceil(steps / 10));   // Warm: the runtime compiles what is told often.
story.ResetState();
const before = process.cpuUsage();
tell(steps);
const cpuMicroseconds = sum(process.cpuUsage(before));

const long = ['-> c1'];
for (let number = 1; number <= chapters; number++)
    long.push(`=== c${number}`, `Chapter ${number}.`, `+ [left] -> c${(number % chapters) + 1}`, `+ [right] -> c${((number + 6) % chapters) + 1}`);
const source = long.join('\n');
const compiling = process.cpuUsage();
new Compiler(source).Compile();

console.log(JSON.stringify({
    stepsPerCpuSecond: steps / (cpuMicroseconds / 1e6),
    opened: story.variablesState['opened'],
    coins: story.variablesState['coins'],
    compileMilliseconds: sum(process.cpuUsage(compiling)) / 1000,
}));

// The same choices as ours: the top bit of a 32-bit linear congruential generator.
function tell(count) {
    let random = 1;
    story.ContinueMaximally();
    for (let step = 0; step < count; step++) {
        random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
        story.ChooseChoiceIndex(random >>> 31);
        story.ContinueMaximally();
    }
}

function sum(usage) {
    return usage.user + usage.system;
}
