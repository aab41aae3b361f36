namespace YotoSmartStream.Contracts.Players;

/// <summary>What the seldom commands of yoto-cloud §3.10 need; each uses its own fields and ignores the others.</summary>
public sealed record PlayerCommandArguments
{
    /// <summary>For <c>card/start</c>: the position at which to stop; 0 or null plays on.</summary>
    public int? CutOffSeconds { get; init; }

    /// <summary>For <c>card/start</c>: any button stops it.</summary>
    public bool? AnyButtonStop { get; init; }

    /// <summary>For <c>ambients/set</c>: 0–255 each; all 0 is off.</summary>
    public int? Red { get; init; }

    public int? Green { get; init; }

    public int? Blue { get; init; }

    /// <summary>For <c>sleep-timer/set</c>: 0 cancels.</summary>
    public int? SleepSeconds { get; init; }

    /// <summary>For <c>bluetooth/on</c>: the player becomes a loudspeaker, which cuts its own connection until someone holds the left button.</summary>
    public bool? AsSpeaker { get; init; }

    /// <summary>For <c>bluetooth/on</c> and <c>bluetooth/connect</c>: the device to connect.</summary>
    public string? DeviceName { get; init; }

    /// <summary>As <c>aa:bb:cc:dd:ee:ff</c>.</summary>
    public string? DeviceAddress { get; init; }

    /// <summary>For <c>display/preview</c>.</summary>
    public string? IconUri { get; init; }

    /// <summary>For <c>display/preview</c>: how long it is shown.</summary>
    public int? ShowSeconds { get; init; }

    public bool? IsAnimated { get; init; }
}
