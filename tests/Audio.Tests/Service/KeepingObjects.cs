using YotoSmartStream.AudioFiles.Service;
using YotoSmartStream.AudioFiles.Service.Storage;
using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.ModuleHosting.Persistence;
using YotoSmartStream.Testing;
using Microsoft.Extensions.Options;

namespace YotoSmartStream.AudioFiles.Tests.Service;

/// <summary>What every store of objects promises; it runs on a folder and on a real S3 server.</summary>
public abstract class KeepingObjects : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TenantId _family = TenantId.New();
    private readonly byte[] _bytes = [.. Enumerable.Range(0, 300_000).Select(index => (byte)(index * 31 >> 3))];

    protected string Folder => _folder.Path;

    private protected IOptions<DatabaseOptions> Data => Options.Create(new DatabaseOptions { Folder = Folder });

    private protected abstract Task<IAudioObjects> OpenStoreAsync();

    [Fact]
    public async Task What_was_put_can_be_read_whole()
    {
        var (store, key) = await StoredAsync();

        await using var stream = (await store.OpenAsync(key, _bytes.Length, CancellationToken.None))!;

        Assert.Equal(_bytes, await ReadAsync(stream, _bytes.Length));
        Assert.Equal(0, await stream.ReadAsync(new byte[1]));
    }

    [Fact]
    public async Task Reading_begins_and_ends_anywhere()
    {
        var (store, key) = await StoredAsync();

        foreach (var (from, count) in ((int, int)[])[(250_000, 10), (7, 5000), (299_999, 1), (5, 0)])
        {
            await using var stream = (await store.OpenAsync(key, new ByteSpan(from, count), CancellationToken.None))!;
            Assert.Equal(_bytes[from..(from + count)], await ReadAsync(stream, count));
            Assert.Equal(0, await stream.ReadAsync(new byte[1]));
        }
    }

    [Fact]
    public async Task Tools_get_a_local_file_that_a_copy_does_not_outlive()
    {
        var (store, key) = await StoredAsync();

        var local = (await store.BringAsync(key, CancellationToken.None))!;
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(local.Path));
        local.Dispose();

        Assert.NotNull(await store.BringAsync(key, CancellationToken.None));
    }

    [Fact]
    public async Task An_object_that_is_there_stays_as_it_is()
    {
        var (store, key) = await StoredAsync();

        await store.PutAsync(key, await LocalAsync([1, 2, 3]), CancellationToken.None);

        using var local = await store.BringAsync(key, CancellationToken.None);
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(local!.Path));
    }

    [Fact]
    public async Task What_is_not_there_is_nothing_and_can_be_deleted()
    {
        var store = await OpenStoreAsync();
        await store.CheckAsync(CancellationToken.None);
        var missing = ObjectKey.ForRendition(_family, Guid.CreateVersion7(), new string('f', 64));

        Assert.Null(await store.OpenAsync(missing, 10, CancellationToken.None));
        Assert.Null(await store.BringAsync(missing, CancellationToken.None));
        await store.DeleteAsync(missing, CancellationToken.None);
        await store.DeleteAllAsync(TenantId.New(), CancellationToken.None);
    }

    [Fact]
    public async Task Deleting_takes_one_object_and_erasing_takes_one_family()
    {
        var store = await OpenStoreAsync();
        var others = TenantId.New();
        var keys = new List<ObjectKey>();
        foreach (var tenant in (TenantId[])[_family, _family, _family, others]) keys.Add(await PutAsync(store, tenant));

        await store.DeleteAsync(keys[0], CancellationToken.None);
        Assert.Equal("-+++", await PresenceAsync(store, keys));

        await store.DeleteAllAsync(_family, CancellationToken.None);
        Assert.Equal("---+", await PresenceAsync(store, keys));
    }

    [Fact]
    public async Task Everything_that_is_stored_can_be_listed()
    {
        var store = await OpenStoreAsync();
        await store.CheckAsync(CancellationToken.None);
        var keys = new List<ObjectKey>();
        foreach (var tenant in (TenantId[])[_family, TenantId.New(), _family]) keys.Add(await PutAsync(store, tenant));

        var listed = await store.ListAsync(CancellationToken.None).ToListAsync();

        Assert.Equal(keys.Select(key => key.Value).Order(), listed.Select(stored => stored.Key.Value).Order());
        Assert.All(listed, stored => Assert.Equal(_bytes.Length, stored.Bytes));
        Assert.All(listed, stored => Assert.InRange(stored.StoredAt, TimeProvider.System.GetUtcNow().AddMinutes(-10), TimeProvider.System.GetUtcNow().AddMinutes(1)));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(IAudioObjects Store, ObjectKey Key)> StoredAsync()
    {
        var store = await OpenStoreAsync();
        return (store, await PutAsync(store, _family));
    }

    private async Task<ObjectKey> PutAsync(IAudioObjects store, TenantId tenant)
    {
        var key = ObjectKey.ForRendition(tenant, Guid.CreateVersion7(), new string('a', 64));
        await store.PutAsync(key, await LocalAsync(_bytes), CancellationToken.None);
        return key;
    }

    private async Task<string> LocalAsync(byte[] bytes)
    {
        var path = _folder.File($"{Guid.CreateVersion7():N}.local");
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }

    private async Task<string> PresenceAsync(IAudioObjects store, IEnumerable<ObjectKey> keys)
    {
        var presence = "";
        foreach (var key in keys)
        {
            await using var stream = await store.OpenAsync(key, _bytes.Length, CancellationToken.None);
            presence += stream is null ? '-' : '+';
        }

        return presence;
    }

    private static async Task<byte[]> ReadAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}

public sealed class KeepingObjectsInAFolder : KeepingObjects
{
    private protected override Task<IAudioObjects> OpenStoreAsync() => Task.FromResult<IAudioObjects>(new FolderObjects(Data));
}

public sealed class KeepingObjectsOnAnS3Server : KeepingObjects
{
    [Fact]
    public async Task A_large_object_goes_in_parts_and_arrives_whole()
    {
        var options = await S3Settings.NewBucketAsync(partMegabytes: 5);
        var store = Open(options);
        var bytes = new byte[(11 << 20) + 17];
        new Random(7).NextBytes(bytes);
        var key = ObjectKey.ForRendition(TenantId.New(), Guid.CreateVersion7(), new string('b', 64));
        var path = Path.Combine(Folder, "large");
        await File.WriteAllBytesAsync(path, bytes);

        await store.PutAsync(key, path, CancellationToken.None);

        using var local = await store.BringAsync(key, CancellationToken.None);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(local!.Path));
        using var client = StorageRegistration.CreateClient(options);
        Assert.EndsWith("-3\"", (await client.GetObjectMetadataAsync(options.Bucket, key.Value)).ETag);   // S3's mark of three parts.
    }

    [Fact]
    public async Task An_upload_that_nobody_finished_is_given_up()
    {
        var options = await S3Settings.NewBucketAsync();
        var store = Open(options);
        await store.CheckAsync(CancellationToken.None);
        using var client = StorageRegistration.CreateClient(options);
        await client.InitiateMultipartUploadAsync(options.Bucket, "half");
        var now = TimeProvider.System.GetUtcNow();

        await store.RemoveUnfinishedAsync(now.AddHours(-1), CancellationToken.None);
        Assert.Single((await client.ListMultipartUploadsAsync(options.Bucket)).MultipartUploads);

        await store.RemoveUnfinishedAsync(now.AddHours(1), CancellationToken.None);
        Assert.Empty((await client.ListMultipartUploadsAsync(options.Bucket)).MultipartUploads ?? []);
    }

    private protected override async Task<IAudioObjects> OpenStoreAsync() => Open(await S3Settings.NewBucketAsync());

    private S3Objects Open(S3Options options) => new(StorageRegistration.CreateClient(options), options, new WorkFolder(Data), TimeProvider.System);
}
