using System.Net;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>RFC 9110 §13 and §14, line by line, on every address that plays audio with an end.</summary>
public sealed class AnsweringByTheRfc
{
    private const HttpStatusCode Ok = HttpStatusCode.OK;
    private const HttpStatusCode Part = HttpStatusCode.PartialContent;
    private const HttpStatusCode NoSuchPart = HttpStatusCode.RequestedRangeNotSatisfiable;

    [Fact]
    public async Task Of_a_stream_url()
    {
        await using var host = await AudioHost.StartAsync();
        await AnswersAsync(host, await host.MintAsync(await host.UploadUntilReadyAsync(await Samples.WavAsync())));
    }

    [Fact]
    public async Task Of_a_file_to_those_who_are_signed_in()
    {
        await using var host = await AudioHost.StartAsync();
        await AnswersAsync(host, $"/api/audio/{await host.UploadUntilReadyAsync(await Samples.WavAsync())}");
    }

    [Fact]
    public async Task Of_a_queue()
    {
        await using var host = await AudioHost.StartAsync();
        var files = new[] { await host.UploadUntilReadyAsync(await Samples.WavAsync()), await host.UploadUntilReadyAsync(await Samples.WavAsync(1, 300)) };
        var queue = await host.CreateQueueAsync("sequential", files);

        await AnswersAsync(host, await host.QueueUrlAsync(queue, "anna"));
        await AnswersAsync(host, $"/api/streams/{queue}/audio");
    }

    [Fact]
    public async Task Of_a_file_by_the_date_of_its_bytes()
    {
        await using var host = await AudioHost.StartAsync();
        var asked = new Asked(host, await host.MintAsync(await host.UploadUntilReadyAsync(await Samples.WavAsync())));
        using var whole = await asked.SendAsync();
        var modified = whole.Content.Headers.LastModified!.Value;

        await asked.IsAnsweredAsync(Part, "bytes 10-19", ("Range", "bytes=10-19"), ("If-Range", modified.ToString("R")));
        await asked.IsAnsweredAsync(Ok, null, ("Range", "bytes=10-19"), ("If-Range", modified.AddSeconds(1).ToString("R")));
        await asked.IsAnsweredAsync(Ok, null, ("Range", "bytes=10-19"), ("If-Range", modified.AddSeconds(-1).ToString("R")));
        await asked.IsAnsweredAsync(HttpStatusCode.NotModified, null, ("Range", "bytes=10-19"), ("If-Modified-Since", modified.ToString("R")));
        await asked.IsAnsweredAsync(HttpStatusCode.PreconditionFailed, null, ("Range", "bytes=10-19"), ("If-Unmodified-Since", modified.AddSeconds(-1).ToString("R")));
        await asked.IsAnsweredAsync(Ok, null, ("If-None-Match", "\"other\""), ("If-Modified-Since", modified.ToString("R")));
        await asked.IsAnsweredAsync(Ok, null, ("If-Match", "*"), ("If-Unmodified-Since", modified.AddSeconds(-1).ToString("R")));
    }

    private static async Task AnswersAsync(AudioHost host, string path)
    {
        var asked = new Asked(host, path);
        using var whole = await asked.SendAsync();
        var (tag, length) = (whole.Headers.ETag!.Tag, whole.Content.Headers.ContentLength!.Value);
        Assert.False(whole.Headers.ETag.IsWeak);
        Assert.Equal("bytes", whole.Headers.AcceptRanges.ToString());

        await OneRangeAsync(asked, length);
        await NoRangeAsync(asked, length);
        await UnderAConditionAsync(asked, tag, length);
        await LookingAsync(asked, length);
    }

    private static async Task OneRangeAsync(Asked asked, long length)
    {
        await asked.IsAnsweredAsync(Part, "bytes 0-0", ("Range", "bytes=0-0"));
        await asked.IsAnsweredAsync(Part, $"bytes 0-{length - 1}", ("Range", "bytes=0-"));
        await asked.IsAnsweredAsync(Part, $"bytes 0-{length - 1}", ("Range", $"bytes=0-{length + 10}"));
        await asked.IsAnsweredAsync(Part, $"bytes {length - 1}-{length - 1}", ("Range", $"bytes={length - 1}-"));
        await asked.IsAnsweredAsync(Part, $"bytes {length - 1}-{length - 1}", ("Range", "bytes=-1"));
        await asked.IsAnsweredAsync(Part, $"bytes 0-{length - 1}", ("Range", $"bytes=-{length + 1}"));
        foreach (var beyond in (string[])[$"bytes={length}-", $"bytes={length}-{length}", "bytes=-0", "bytes=99999999999999999999-"])
            await asked.IsAnsweredAsync(NoSuchPart, "bytes *", ("Range", beyond));
    }

    private static async Task NoRangeAsync(Asked asked, long length)
    {
        var overlapping = string.Join(',', Enumerable.Repeat($"0-{length - 1}", 1000));
        foreach (var ignored in (string[])["bytes=5-1", "bytes=--1", "bytes=1", "bytes=a-", "pages=1-2", "bytes=0-1,5-6", $"bytes={overlapping}"])
            await asked.IsAnsweredAsync(Ok, null, ("Range", ignored));
        await asked.IsAnsweredAsync(Ok, null, ("Range", "bytes=0-1"), ("Range", "bytes=5-6"));
    }

    private static async Task UnderAConditionAsync(Asked asked, string tag, long length)
    {
        await asked.IsAnsweredAsync(Part, "bytes 10-19", ("Range", "bytes=10-19"), ("If-Range", tag));
        await asked.IsAnsweredAsync(NoSuchPart, "bytes *", ("Range", $"bytes={length}-"), ("If-Range", tag));
        foreach (var otherBytes in (string[])[$"W/{tag}", "\"other\"", tag.Trim('"'), "Mon, 01 Jul 2030 12:00:00 GMT", "nonsense"])
        {
            await asked.IsAnsweredAsync(Ok, null, ("Range", "bytes=10-19"), ("If-Range", otherBytes));
            await asked.IsAnsweredAsync(Ok, null, ("Range", $"bytes={length}-"), ("If-Range", otherBytes));
        }

        await asked.IsAnsweredAsync(Part, "bytes 10-19", ("Range", "bytes=10-19"), ("If-Match", $"\"other\", {tag}"));
        await asked.IsAnsweredAsync(HttpStatusCode.PreconditionFailed, null, ("Range", "bytes=10-19"), ("If-Match", $"W/{tag}"));
        await asked.IsAnsweredAsync(HttpStatusCode.NotModified, null, ("Range", "bytes=10-19"), ("If-None-Match", $"W/{tag}"));
        await asked.IsAnsweredAsync(HttpStatusCode.NotModified, null, ("If-None-Match", "*"));
        await asked.IsAnsweredAsync(Part, "bytes 10-19", ("Range", "bytes=10-19"), ("If-None-Match", "\"other\""));
    }

    /// <summary>A range is defined for GET alone.</summary>
    private static async Task LookingAsync(Asked asked, long length)
    {
        foreach (var range in (string[])["bytes=0-0", $"bytes={length}-"])
        {
            using var head = await asked.SendAsync(HttpMethod.Head, ("Range", range));
            Assert.Equal((Ok, length, null), (head.StatusCode, head.Content.Headers.ContentLength, head.Content.Headers.ContentRange));
        }
    }

    private sealed class Asked(AudioHost host, string path)
    {
        private byte[]? _whole;

        public Task<HttpResponseMessage> SendAsync(params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, headers);

        public Task<HttpResponseMessage> SendAsync(HttpMethod method, params (string Name, string Value)[] headers)
        {
            var request = new HttpRequestMessage(method, path);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            return (path.StartsWith("/api", StringComparison.Ordinal) ? host.Client : host.Player).SendAsync(request);
        }

        /// <param name="status">The answer.</param>
        /// <param name="contentRange">Without the length at its end, which must be that of the whole; null for none.</param>
        /// <param name="headers">The question.</param>
        public async Task IsAnsweredAsync(HttpStatusCode status, string? contentRange, params (string Name, string Value)[] headers)
        {
            _whole ??= await host.Client.GetByteArrayAsync(new Uri(host.Module.Address, path));
            using var response = await SendAsync(headers);
            var bytes = await response.Content.ReadAsByteArrayAsync();

            var question = string.Join("; ", headers.Select(header => $"{header.Name}: {header.Value[..Math.Min(header.Value.Length, 60)]}"));
            Assert.True(status == response.StatusCode, $"{question} was answered with {(int)response.StatusCode} instead of {(int)status}.");
            Assert.Equal((question, contentRange is null ? null : $"{contentRange}/{_whole.Length}"), (question, response.Content.Headers.ContentRange?.ToString()));
            if (response.Content.Headers.ContentRange is { From: { } from, To: { } to }) Assert.Equal(_whole[(int)from..((int)to + 1)], bytes);
            if (status == Ok) Assert.Equal(_whole, bytes);
            if (status == HttpStatusCode.NotModified) Assert.Empty(bytes);
        }
    }
}
