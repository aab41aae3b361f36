namespace YotoSmartStream.Simulation.Faults;

/// <summary>What can be broken on purpose. On the wire the names are in kebab case: <c>slow-down-as-too-many-requests</c>.</summary>
internal enum FaultKind
{
    SlowDownAsTooManyRequests,
    DeviceCodeExpires,
    DeviceCodeDenied,
    RefreshReuseTolerated,
    RefreshTokenOmitted,
    RefreshAnswerLost,
    RefreshRefused,
    ShortTokenLife,
    StrictScopes,

    HttpStatus,
    HttpHtml,
    HttpMalformed,
    HttpChanged,
    HttpEmpty,
    HttpDelay,
    HttpHang,
    HttpReset,

    ConfigReplaced,
    EventsStripped,
    TranscodeSlow,
    TranscodeFails,
    MultipartAccepted,
    MediaAccountDenied,

    ConnectionsRefused,
    ConnectionsLimited,
    MessagesDuplicated,
    MessagesReordered,
    MessagesLate,
    CommandsLost,
    CommandsLate,
    EventWindowOff,
    EventsWithheld,
    StatusDropped,
    OlderStatusPair,

    StreamNotFound,
    StreamNotRedirected,
    StreamStalls,
    AudioSlow,
    UnlabelledSkipped,
    InteractiveSilent,
}
