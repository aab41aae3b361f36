namespace YotoSmartStream.Simulation.Faults;

/// <summary>What one kind of fault does, and which of its parameters mean something.</summary>
internal sealed record FaultDescription(FaultKind Kind, string Does, params string[] Takes);

/// <summary>Every fault in the order of the wire specification, as <c>GET /sim/faults</c> lists them.</summary>
internal static class FaultCatalogue
{
    public static IReadOnlyList<FaultDescription> All { get; } =
    [
        new(FaultKind.SlowDownAsTooManyRequests, "A device code that is polled too fast is answered with 429 instead of 403."),
        new(FaultKind.DeviceCodeExpires, "Polls of a device code answer expired_token."),
        new(FaultKind.DeviceCodeDenied, "Polls of a device code answer access_denied."),
        new(FaultKind.RefreshReuseTolerated, "A used refresh token is refused, but its successors live on."),
        new(FaultKind.RefreshTokenOmitted, "Token answers carry no refresh_token."),
        new(FaultKind.RefreshAnswerLost, "The refresh token is rotated, then the connection is cut before the answer."),
        new(FaultKind.RefreshRefused, "Every refresh is answered with invalid_grant."),
        new(FaultKind.ShortTokenLife, "New access tokens live so many seconds.", "seconds"),
        new(FaultKind.StrictScopes, "Tokens carry only the scopes that were asked for."),

        new(FaultKind.HttpStatus, "REST answers with a status and a JSON error; 429 and 503 say Retry-After.", "status", "seconds", "path", "method"),
        new(FaultKind.HttpHtml, "REST answers with an HTML page, 502 unless told otherwise.", "status", "path", "method"),
        new(FaultKind.HttpMalformed, "REST answers break off in the middle of their JSON.", "path", "method"),
        new(FaultKind.HttpChanged, "REST answers have another shape: numbers are texts, flags are numbers, there are unknown fields.", "path", "method"),
        new(FaultKind.HttpEmpty, "REST answers have no body.", "path", "method"),
        new(FaultKind.HttpDelay, "REST answers come so many seconds late.", "seconds", "path", "method"),
        new(FaultKind.HttpHang, "REST requests are taken and never answered.", "path", "method"),
        new(FaultKind.HttpReset, "REST connections are cut before the answer.", "path", "method"),

        new(FaultKind.ConfigReplaced, "PUT config replaces all settings; what is left out gets its default."),
        new(FaultKind.EventsStripped, "POST /content loses the events of tracks; /content/bulk keeps them."),
        new(FaultKind.TranscodeSlow, "Converting an upload takes so many seconds longer.", "seconds"),
        new(FaultKind.TranscodeFails, "Uploads cannot be converted."),
        new(FaultKind.MultipartAccepted, "Images may be uploaded as multipart/form-data, in the field file."),
        new(FaultKind.MediaAccountDenied, "Uploads of covers are forbidden to this account."),

        new(FaultKind.ConnectionsRefused, "CONNECT is answered with 3, server unavailable."),
        new(FaultKind.ConnectionsLimited, "So many CONNECTs a second are admitted, the others are answered with 3.", "count"),
        new(FaultKind.MessagesDuplicated, "Everything that players say is said twice."),
        new(FaultKind.MessagesReordered, "Of two messages of a player the second arrives first."),
        new(FaultKind.MessagesLate, "What players say arrives so many seconds late.", "seconds"),
        new(FaultKind.CommandsLost, "Commands never reach the player."),
        new(FaultKind.CommandsLate, "Commands reach the player so many seconds late.", "seconds"),
        new(FaultKind.EventWindowOff, "Events are pushed whether or not anybody asked in the last five minutes."),
        new(FaultKind.EventsWithheld, "No events are pushed, although the connection stands and commands work."),
        new(FaultKind.StatusDropped, "A second status request within the reply time is dropped, six times out of ten unless told otherwise.", "probability"),
        new(FaultKind.OlderStatusPair, "Every 300 s a partial status without statusVersion on the older topic, then data/status."),

        new(FaultKind.StreamNotFound, "Players find 404 at stream URLs."),
        new(FaultKind.StreamNotRedirected, "Players do not follow redirects of stream URLs."),
        new(FaultKind.StreamStalls, "Streams stall after so many bytes.", "count"),
        new(FaultKind.AudioSlow, "Audio reaches players at so many bytes a second.", "count"),
        new(FaultKind.UnlabelledSkipped, "Linear players skip uploaded tracks without overlayLabel."),
        new(FaultKind.InteractiveSilent, "Jumps of an interactive card are not reported over MQTT."),
    ];

    public static FaultDescription Of(FaultKind kind) => All.First(description => description.Kind == kind);
}
