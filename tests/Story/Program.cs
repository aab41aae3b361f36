using YotoSmartStream.StoryDriver;

// ./run story [--distributed] [--swap-left-right] [--choices N] [--speed N]
return args is ["--empty-host", var address]
    ? await EmptyHost.RunAsync(address)
    : await StoryRun.RunAsync(StoryOptions.Parse(args));
