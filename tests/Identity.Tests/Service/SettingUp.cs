using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace YotoSmartStream.Identities.Tests.Service;

public sealed class SettingUp
{
    [Fact]
    public async Task Of_twenty_who_open_the_link_at_once_one_becomes_the_owner()
    {
        await using var host = await IdentityHost.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => host.SetUpAsync(host.SetupToken, $"person{number}@example.org")));

        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.Equal(19, answers.Count(answer => answer.StatusCode == HttpStatusCode.Gone));
    }

    [Fact]
    public async Task A_restart_before_anybody_came_shows_another_link_and_a_restart_after_shows_none()
    {
        var folder = Directory.CreateTempSubdirectory("yss-identity-").FullName;
        try
        {
            string? firstLink;
            await using (var first = await IdentityHost.StartAsync(folder)) firstLink = first.SetupToken;
            await using (var second = await IdentityHost.StartAsync(folder))
            {
                Assert.NotEqual(firstLink, second.SetupToken);
                Assert.Equal(HttpStatusCode.Gone, (await second.SetUpAsync(firstLink)).StatusCode);
                Assert.Equal(HttpStatusCode.Created, (await second.SetUpAsync(second.SetupToken)).StatusCode);
            }

            await using var third = await IdentityHost.StartAsync(folder);
            Assert.Null(third.SetupToken);
            Assert.Equal(HttpStatusCode.OK, (await third.SignInAsync()).Status);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("admin", "admin")]
    [InlineData("guest", "guest")]
    [InlineData("minioadmin", "minioadmin")]
    [InlineData("operator@example.org", "")]
    public async Task No_account_exists_before_the_owner_does(string email, string password)
    {
        await using var host = await IdentityHost.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SignInAsync(email, password)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"token\":5}")]
    [InlineData("{}")]
    public async Task A_malformed_request_is_a_refusal_with_a_code(string body)
    {
        await using var host = await IdentityHost.StartAsync();
        using var client = host.Client();

        using var answer = await client.PostAsync("/api/auth/setup", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.InRange((int)answer.StatusCode, 400, 410);
        Assert.NotEqual("", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_operator_opens_a_second_household_whose_link_makes_its_owner()
    {
        await using var host = await IdentityHost.StartWithOwnerAsync();
        using var anna = host.Client((await host.SignInAsync()).AccessToken);

        using var opened = await anna.PostAsJsonAsync("/api/tenants", new { name = "The Summers" });
        var link = new Uri((await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ownerLink").GetString()!);
        using var created = await host.SetUpAsync(link.Query["?token=".Length..], "sam@example.org");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using var sam = host.Client((await host.SignInAsync("sam@example.org")).AccessToken);
        var me = await sam.GetFromJsonAsync<JsonElement>("/api/me");
        Assert.Equal("The Summers", me.GetProperty("household").GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await sam.PostAsJsonAsync("/api/tenants", new { name = "A third" })).StatusCode);
    }
}
