using YotoSmartStream.BuildingBlocks;

namespace YotoSmartStream.Contracts.Audio;

/// <param name="AudioFileId">The audio file.</param>
/// <param name="FileName">As uploaded; unique within the tenant's stories only by convention.</param>
/// <param name="DurationMilliseconds">Of the rendition.</param>
/// <param name="SizeBytes">Of the rendition.</param>
/// <param name="CardId">The card that the upload was meant for, if it came over <c>/api/cards/{id}/upload-audio</c>.</param>
/// <param name="HasCover">Whether a picture came with it: <c>/api/audio/{id}/cover</c>.</param>
[EventName("audio.audio-ready.v1")]
public sealed record AudioReady(Guid AudioFileId, string FileName, long DurationMilliseconds, long SizeBytes, string? CardId, bool HasCover = false) : IntegrationEvent;

[EventName("audio.audio-rejected.v1")]
public sealed record AudioRejected(Guid AudioFileId, string FileName, string Code, string Message) : IntegrationEvent;

[EventName("audio.audio-deleted.v1")]
public sealed record AudioDeleted(Guid AudioFileId) : IntegrationEvent;

/// <summary>A player (or its prefetch) asked for a rendition over its stream URL.</summary>
/// <param name="AudioFileId">What it hears; of a StreamQueue, the file at which it begins.</param>
/// <param name="CardId">The card whose URL it is.</param>
/// <param name="StreamQueueId">The queue, if the URL is a queue's.</param>
/// <param name="PlayerId">The player that the URL was made for, if it was made for one.</param>
[EventName("audio.audio-requested.v1")]
public sealed record AudioRequested(Guid AudioFileId, string? CardId, Guid? StreamQueueId = null, string? PlayerId = null) : IntegrationEvent;

/// <summary>A StreamQueue plays something else from now on: its items, its mode or the renditions of its items changed, or it was deleted.</summary>
[EventName("audio.stream-queue-changed.v1")]
public sealed record StreamQueueChanged(Guid StreamQueueId, int Version, bool Deleted) : IntegrationEvent;

/// <summary>The stream URLs that were minted until now are not believed any more.</summary>
/// <param name="SubjectId">Of this audio file or StreamQueue; the empty id means all URLs of the tenant.</param>
[EventName("audio.stream-urls-withdrawn.v1")]
public sealed record StreamUrlsWithdrawn(Guid SubjectId) : IntegrationEvent;

/// <summary>A conversion goes on. Told to the live feeds only, about once a second.</summary>
[EventName("audio.audio-progressed.v1")]
public sealed record AudioProgressed(Guid AudioFileId, string FileName, int Percent) : IntegrationEvent;
