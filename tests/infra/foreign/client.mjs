// The npm client `mqtt`, led line by line: JSON commands on standard input, JSON events on standard output.
//   node client.mjs URL '{"clientId":"a","username":"u",...}'
//   {"do":"subscribe","filter":"a/+","qos":1}  {"do":"publish","topic":"a","text":"hi","qos":1,"retain":true}  {"do":"end"}
import mqtt from "mqtt";
import { createInterface } from "node:readline";

const [url, options] = process.argv.slice(2);
const client = mqtt.connect(url, { reconnectPeriod: 0, connectTimeout: 20_000, ...JSON.parse(options ?? "{}") });
const tell = (event, fields) => console.log(JSON.stringify({ event, ...fields }));

client.on("connect", ({ sessionPresent }) => tell("connected", { sessionPresent }));
client.on("message", (topic, payload, { qos, retain, dup }) => tell("message", { topic, text: payload.toString(), qos, retain, dup }));
client.on("error", ({ code, message }) => tell("error", { code, message }));
client.on("close", () => tell("closed"));

for await (const line of createInterface({ input: process.stdin })) {
  const { do: what, ...rest } = JSON.parse(line);
  try {
    if (what === "subscribe") tell("subscribed", { granted: (await client.subscribeAsync(rest.filter, { qos: rest.qos })).map(({ qos }) => qos) });
    if (what === "unsubscribe") { await client.unsubscribeAsync(rest.filter); tell("unsubscribed"); }
    if (what === "publish") { await client.publishAsync(rest.topic, rest.text, { qos: rest.qos, retain: rest.retain ?? false }); tell("published", { topic: rest.topic }); }
    if (what === "end") { await client.endAsync(); process.exit(0); }
  } catch ({ message }) {
    tell("failed", { message });
  }
}
