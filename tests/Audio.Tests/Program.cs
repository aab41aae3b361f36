using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;
using YotoSmartStream.AudioFiles.Tests;
using YotoSmartStream.AudioFiles.Tests.Service;

// A service that is to be killed needs a process of its own: this program again, told to serve.
return args switch
{
    ["serve", var folder, var family, var deathAt] => await AMortalService.RunAsync(folder, Guid.Parse(family), deathAt),
    _ when args.Contains("--server") => await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};
