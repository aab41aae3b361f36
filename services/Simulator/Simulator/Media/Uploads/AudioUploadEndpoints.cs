using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using YotoSmartStream.Simulation.OAuth;
using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Media.Uploads;

/// <summary>Audio on its way into the cloud: ask for a URL, put the bytes there, poll until they are converted.</summary>
internal static class AudioUploadEndpoints
{
    private const int Sha256HexLength = 64;
    private static readonly TimeSpan UrlLifetime = TimeSpan.FromHours(1);

    private static readonly string[] Presets =
    [
        "auto", "music", "music_compressed", "mixed_compressed", "speech_compressed", "longform_compressed",
        "compression_minimal", "compression_low", "compression_medium", "compression_high", "compression_maximum",
    ];

    public static void MapAudioUploads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/media/transcode/audio/uploadUrl", BeginUpload).RequireScope(Scopes.ContentManage);
        routes.MapGet("/media/upload/{uploadId}/transcoded", Poll).RequireScope(Scopes.ContentManage);
        routes.MapPut("/audio-uploads/{uploadId}", ReceiveAsync);   // The object store: no bearer token, the URL itself is the permission.
    }

    private static IResult BeginUpload(HttpRequest request, Caller caller, AudioUploads uploads, SignedLinks links)
    {
        string? sha256 = request.Query["sha256"], fileName = request.Query["filename"];
        if (sha256 is { Length: > 0 } && (sha256.Length is not Sha256HexLength || !sha256.All(char.IsAsciiHexDigit)))
            return YotoError.BadRequest($"\"sha256\" must have {Sha256HexLength} hexadecimal digits.");

        var upload = uploads.Begin(caller.Account, sha256 is "" ? null : sha256, fileName);
        var url = upload.Audio is null ? links.Sign(request.BaseUrl(), $"/audio-uploads/{upload.Id}", UrlLifetime) : null;
        return Results.Json(new { upload = new { uploadId = upload.Id, uploadUrl = url } }, JsonBody.Wire);
    }

    private static async Task<IResult> ReceiveAsync(string uploadId, HttpRequest request, AudioUploads uploads, SignedLinks links)
    {
        if (request.Headers.ContainsKey("Authorization")) return StoreError.OnlyOneAuthentication;
        if (!links.IsOpen(request) || uploads.Find(uploadId) is not { } upload || !upload.TryBeginReceiving()) return StoreError.AccessDenied;

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;   // The bytes are counted as they come.
        var hasArrived = false;
        try
        {
            hasArrived = await uploads.ReceiveAsync(upload, request.Body, request.HttpContext.RequestAborted);
        }
        finally
        {
            if (!hasArrived) upload.AbandonReceiving();
        }
        return hasArrived ? Results.Ok() : StoreError.TooLarge;
    }

    private static IResult Poll(string uploadId, HttpRequest request, Caller caller, AudioUploads uploads)
    {
        if (request.Query["preset"].ToString() is { Length: > 0 } preset && !Presets.Contains(preset))
            return YotoError.BadRequest($"\"preset\" must be one of {string.Join(", ", Presets)}.");
        if (request.Query["loudnorm"].ToString() is not ("" or "true" or "false")) return YotoError.BadRequest("\"loudnorm\" must be true or false.");
        if (uploads.Find(uploadId) is not { } upload || upload.OwnerId != caller.Account.Id) return YotoError.NotFound($"Upload {uploadId} was not found.");

        var (phase, percent) = upload.Poll();
        return phase switch
        {
            UploadPhase.Complete => Answer(StatusCodes.Status200OK, Completed(upload, upload.Audio!)),
            UploadPhase.Failed => Answer(StatusCodes.Status202Accepted, Failed(upload)),
            _ => Answer(StatusCodes.Status202Accepted, Working(upload, phase, percent)),
        };
    }

    // The hash is left out, not null: some clients take its mere presence for the end.
    private static JsonObject Working(AudioUpload upload, UploadPhase phase, int percent) => new()
    {
        ["uploadId"] = upload.Id,
        ["failedUploadSha256"] = null,
        ["progress"] = new JsonObject
        {
            ["phase"] = phase switch { UploadPhase.AwaitingBytes => "uploading", UploadPhase.Queued => "queued", _ => "transcoding" },
            ["percent"] = percent,
        },
    };

    private static JsonObject Failed(AudioUpload upload) => new()
    {
        ["uploadId"] = upload.Id,
        ["failedUploadSha256"] = upload.Sha256,
        ["failedOptionsHash"] = MediaFile.IdOf(Encoding.ASCII.GetBytes(upload.Id)),
        ["startedAt"] = null,
        ["progress"] = null,
    };

    private static JsonObject Completed(AudioUpload upload, TranscodedAudio audio) => new()
    {
        ["uploadId"] = upload.Id,
        ["transcodedSha256"] = audio.Sha256,
        ["transcodedAt"] = WireTime.Iso(audio.At),
        ["uploadFilename"] = upload.FileName,
        ["uploadSha256"] = upload.Sha256,
        ["transcodedInfo"] = new JsonObject
        {
            ["duration"] = audio.DurationSeconds,
            ["codec"] = audio.Codec,
            ["format"] = audio.Format,
            ["sampleRate"] = audio.SampleRate,
            ["channels"] = audio.Channels,
            ["bitrate"] = audio.Bitrate,
            ["fileSize"] = audio.FileSize,
            ["metadata"] = new JsonObject { ["title"] = audio.Title ?? Path.GetFileNameWithoutExtension(upload.FileName) },
        },
        ["progress"] = new JsonObject { ["phase"] = "complete", ["percent"] = 100 },
    };

    private static IResult Answer(int status, JsonObject transcode) =>
        Results.Json(new JsonObject { ["transcode"] = transcode }, JsonBody.Wire, statusCode: status);
}
