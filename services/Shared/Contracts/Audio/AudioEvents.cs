using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Audio;

/// <param name="AudioFileId">The audio file.</param>
/// <param name="FileName">As uploaded; unique within the tenant's stories only by convention.</param>
/// <param name="DurationMilliseconds">Of the rendition.</param>
/// <param name="SizeBytes">Of the rendition.</param>
/// <param name="CardId">The card that the upload was meant for, if it came over <c>/api/cards/{id}/upload-audio</c>.</param>
[EventName("audio.audio-ready.v1")]
public sealed record AudioReady(Guid AudioFileId, string FileName, long DurationMilliseconds, long SizeBytes, string? CardId) : IntegrationEvent;

[EventName("audio.audio-rejected.v1")]
public sealed record AudioRejected(Guid AudioFileId, string FileName, string Code, string Message) : IntegrationEvent;

[EventName("audio.audio-deleted.v1")]
public sealed record AudioDeleted(Guid AudioFileId) : IntegrationEvent;

/// <summary>A player (or its prefetch) asked for a rendition over its stream URL.</summary>
[EventName("audio.audio-requested.v1")]
public sealed record AudioRequested(Guid AudioFileId, string? CardId) : IntegrationEvent;

/// <summary>A conversion goes on. Told to the live feeds only, about once a second.</summary>
[EventName("audio.audio-progressed.v1")]
public sealed record AudioProgressed(Guid AudioFileId, string FileName, int Percent) : IntegrationEvent;
