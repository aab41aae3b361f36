using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using YotoSmartStream.Simulation.Media.Images;
using YotoSmartStream.Simulation.Tests.Support;

namespace YotoSmartStream.Simulation.Tests.Media;

/// <summary>Row 10: icons, covers and family pictures, with their checks.</summary>
public sealed class ImageTests : IAsyncLifetime
{
    private const string IconUpload = "/media/displayIcons/user/me/upload";
    private const string CoverUpload = "/media/coverImage/user/me/upload";
    private const string FamilyImages = "/media/family/images";
    private RunningCloud _cloud = null!;

    public async ValueTask InitializeAsync() => _cloud = await RunningCloud.StartAsync();

    public ValueTask DisposeAsync() => _cloud.DisposeAsync();

    [Fact]
    public async Task Public_icons_are_pictures_of_16_by_16_with_title_and_tags_and_the_known_default_among_them()
    {
        var icons = (await _cloud.Http.GetFromJsonAsync<JsonObject>("/media/displayIcons/user/yoto"))!["displayIcons"]!.AsArray();

        Assert.Contains(icons, icon => (string?)icon!["mediaId"] == "aUm9i3ex3qqAMYBv-i-O-pYMKuMJGICtR3Vhf289u2Q");
        foreach (var icon in icons)
        {
            Assert.True((bool?)icon!["public"]);
            Assert.NotEmpty(icon["publicTags"]!.AsArray());
            var picture = await _cloud.Anonymous.GetByteArrayAsync((string)icon["url"]!);
            Assert.Equal(new ImageHeader("image/png", 16, 16), ImageHeader.Read(picture));
        }
    }

    [Fact]
    public async Task Row_10_an_icon_is_kept_as_it_is_and_the_same_pixels_are_the_same_icon()
    {
        var icon = Pictures.Png(16, 16);

        var first = await UploadAsync($"{IconUpload}?autoConvert=false&filename=red", icon, "displayIcon");
        var second = await UploadAsync($"{IconUpload}?autoConvert=false", icon, "displayIcon");

        Assert.Equal(icon, await _cloud.Anonymous.GetByteArrayAsync((string)first["url"]!));
        Assert.Equal((string?)first["mediaId"], (string?)second["mediaId"]);
        Assert.Equal((true, false), ((bool?)first["new"], (bool?)second["new"]));
        Assert.Empty(second["url"]!.AsObject());
        var own = (await _cloud.Http.GetFromJsonAsync<JsonObject>("/media/displayIcons/user/me"))!["displayIcons"]!.AsArray();
        Assert.Contains(own, each => (string?)each!["mediaId"] == (string?)first["mediaId"] && (bool?)each["public"] is false && each["title"] is null);
    }

    [Fact]
    public async Task Row_10_a_larger_picture_is_converted_when_wanted()
    {
        var icon = await UploadAsync($"{IconUpload}?autoConvert=true", Pictures.Png(40, 30), "displayIcon");

        Assert.Equal(new ImageHeader("image/png", 16, 16), ImageHeader.Read(await _cloud.Anonymous.GetByteArrayAsync((string)icon["url"]!)));
    }

    [Theory]
    [InlineData("?autoConvert=false", 17, 16, "16x16")]
    [InlineData("?autoConvert=true", 0, 0, "body required")]
    [InlineData("?autoConvert=true", -1, 0, "no image")]
    public async Task Row_10_an_icon_with_a_fault_is_a_bad_request(string query, int width, int height, string named)
    {
        byte[] body = width switch { 0 => [], -1 => "text"u8.ToArray(), _ => Pictures.Png(width, height) };

        using var response = await _cloud.PostBytesAsync(IconUpload + query, body);

        var (code, message) = await RunningCloud.ErrorAsync(response, 400);
        Assert.Equal("bad-request", code);
        Assert.Contains(named, message);
    }

    [Fact]
    public async Task Row_10_multipart_is_a_bad_request_unless_it_is_switched_on()
    {
        using var refused = await _cloud.Http.PostAsync(IconUpload, Multipart());
        await RunningCloud.ErrorAsync(refused, 400);

        await _cloud.BreakAsync(new { kind = "multipart-accepted" });
        using var accepted = await _cloud.Http.PostAsync(IconUpload, Multipart());

        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
    }

    [Theory]
    [InlineData("default", 638, 1011)]
    [InlineData("myo", 520, 400)]
    [InlineData("podcast", 600, 600)]
    public async Task Row_10_a_cover_of_the_right_size_is_kept_and_another_is_converted(string type, int width, int height)
    {
        var exact = Pictures.Png(width, height);

        var kept = await UploadAsync($"{CoverUpload}?autoconvert=false&coverType={type}&filename=c", exact, "coverImage");
        var converted = await UploadAsync($"{CoverUpload}?autoconvert=true&coverType={type}", Pictures.Png(100, 80), "coverImage");

        Assert.Equal(exact, await _cloud.Anonymous.GetByteArrayAsync($"{kept["mediaUrl"]}?width=250"));
        Assert.Equal(new ImageHeader("image/png", width, height), ImageHeader.Read(await _cloud.Anonymous.GetByteArrayAsync((string)converted["mediaUrl"]!)));
    }

    [Fact]
    public async Task A_cover_can_be_fetched_from_an_address()
    {
        var icons = (await _cloud.Http.GetFromJsonAsync<JsonObject>("/media/displayIcons/user/yoto"))!["displayIcons"]!;

        var cover = await UploadAsync($"{CoverUpload}?coverType=myo&imageUrl={Uri.EscapeDataString((string)icons[1]!["url"]!)}", [], "coverImage");

        Assert.Equal(43, ((string)cover["mediaId"]!).Length);
    }

    [Theory]
    [InlineData("", "binary image file body or imageUrl param required")]
    [InlineData("?coverType=poster", "coverType")]
    [InlineData("?imageUrl=ftp://x/y", "imageUrl")]
    [InlineData("?imageUrl=http://127.0.0.1:1/none.png", "imageUrl")]
    public async Task Row_10_a_cover_with_a_fault_is_a_bad_request(string query, string named)
    {
        using var response = await _cloud.PostBytesAsync(CoverUpload + query, []);

        Assert.Contains(named, (await RunningCloud.ErrorAsync(response, 400)).Message);
    }

    [Fact]
    public async Task A_cover_of_the_wrong_size_is_refused_when_it_must_not_be_converted()
    {
        using var response = await _cloud.PostBytesAsync($"{CoverUpload}?autoconvert=false&coverType=myo", Pictures.Png(400, 520));

        Assert.Contains("520x400", (await RunningCloud.ErrorAsync(response, 400)).Message);
    }

    [Fact]
    public async Task A_cover_for_an_account_that_may_not_keep_media_is_forbidden()
    {
        await _cloud.BreakAsync(new { kind = "media-account-denied", accountId = _cloud.Ready.Account.Id });

        using var response = await _cloud.PostBytesAsync(CoverUpload, Pictures.Png(638, 1011));

        Assert.Equal(("forbidden", "Access to media account denied"), await RunningCloud.ErrorAsync(response, 403));
    }

    [Theory]
    [InlineData("?width=640&height=480", 640, 480)]
    [InlineData("?width=320&height=320", 320, 320)]
    [InlineData("", 300, 200)]
    public async Task A_family_picture_comes_in_the_size_that_was_asked_for(string query, int width, int height)
    {
        using var uploaded = await _cloud.PostBytesAsync(FamilyImages, Pictures.Png(300, 200));
        var image = (await uploaded.Content.ReadFromJsonAsync<JsonObject>())!;

        var served = await _cloud.Http.GetByteArrayAsync($"{image["url"]}{query}");

        Assert.Equal(new ImageHeader("image/png", width, height), ImageHeader.Read(served));
    }

    [Fact]
    public async Task A_family_has_at_most_500_pictures()
    {
        var before = (await _cloud.Http.GetFromJsonAsync<JsonObject>(FamilyImages))!["images"]!.AsArray().Count;
        for (var number = before; number < 500; number++)
            (await _cloud.PostBytesAsync(FamilyImages, Pictures.Png(2, 2, (uint)number))).EnsureSuccessStatusCode();

        using var oneMore = await _cloud.PostBytesAsync(FamilyImages, Pictures.Png(3, 3));

        Assert.Contains("500", (await RunningCloud.ErrorAsync(oneMore, 400)).Message);
    }

    [Fact]
    public async Task A_family_picture_is_listed_and_led_to_by_a_link_for_a_week()
    {
        var picture = Pictures.Png(3, 2);
        using var uploaded = await _cloud.PostBytesAsync(FamilyImages, picture);
        var image = (await uploaded.Content.ReadFromJsonAsync<JsonObject>())!;

        using var client = _cloud.WithoutRedirects();
        using var response = await client.GetAsync((string)image["url"]!);

        Assert.Equal(302, (int)response.StatusCode);
        Assert.Equal(picture, await _cloud.Anonymous.GetByteArrayAsync(response.Headers.Location));
        Assert.Contains((string)image["imageId"]!, await _cloud.Http.GetStringAsync(FamilyImages));
        using var withoutSignature = await _cloud.Anonymous.GetAsync(response.Headers.Location!.AbsolutePath);
        Assert.Equal(403, (int)withoutSignature.StatusCode);
    }

    [Theory]
    [InlineData("short", 400)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 404)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000?width=1&height=1", 400)]
    public async Task A_family_picture_that_is_not_there_is_refused_with_JSON(string id, int status)
    {
        using var response = await _cloud.Http.GetAsync($"{FamilyImages}/{id}");

        await RunningCloud.ErrorAsync(response, status);
    }

    [Fact]
    public async Task Another_familys_picture_is_not_found()
    {
        using var uploaded = await _cloud.PostBytesAsync(FamilyImages, Pictures.Png(2, 2));
        using var stranger = await _cloud.StrangerAsync();

        using var response = await stranger.GetAsync((string)(await uploaded.Content.ReadFromJsonAsync<JsonObject>())!["url"]!);

        await RunningCloud.ErrorAsync(response, 404);
    }

    [Fact]
    public async Task A_family_picture_is_a_picture_of_at_most_8_MB()
    {
        using var text = await _cloud.PostBytesAsync(FamilyImages, "no picture"u8.ToArray());
        using var large = await _cloud.PostBytesAsync(FamilyImages, new byte[8 * 1024 * 1024 + 1]);

        Assert.Contains("JPEG", (await RunningCloud.ErrorAsync(text, 400)).Message);
        Assert.Contains("8 MB", (await RunningCloud.ErrorAsync(large, 400)).Message);
    }

    [Theory]
    [InlineData("FFD8FFE000104A46494600010100000100010000FFC0001108012C00C803012200021101031101", "image/jpeg", 200, 300)]
    [InlineData("47494638396110000A00", "image/gif", 16, 10)]
    public void Sizes_of_other_formats_are_read_from_their_headers(string hex, string type, int width, int height)
    {
        Assert.Equal(new ImageHeader(type, width, height), ImageHeader.Read(Convert.FromHexString(hex)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("FFD8FF")]
    [InlineData("FFD8FFE0FFFF00")]
    [InlineData("89504E470D0A1A0A")]
    public void Bytes_that_end_too_early_are_no_picture(string hex)
    {
        Assert.Null(ImageHeader.Read(Convert.FromHexString(hex)));
    }

    private async Task<JsonObject> UploadAsync(string path, byte[] image, string name)
    {
        using var response = await _cloud.PostBytesAsync(path, image, "image/png");
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return (JsonObject)JsonNode.Parse(text)![name]!;
    }

    private static MultipartFormDataContent Multipart()
    {
        var file = new ByteArrayContent(Pictures.Png(16, 16, 0x3FAE6AFF)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        return new MultipartFormDataContent { { file, "file", "icon.png" } };
    }
}
