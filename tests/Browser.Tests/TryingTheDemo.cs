using Microsoft.Playwright;

namespace YotoSmartStream.Browsing;

/// <summary>The README's first minutes, as a person has them.</summary>
public sealed class TryingTheDemo
{
    private const string Email = "anna@example.test";
    private const string Password = "three or four words";

    [Fact]
    public async Task A_newcomer_becomes_the_owner_sets_up_the_demo_and_sees_which_way_the_child_turned()
    {
        await using var demo = await RunningDemo.StartAsync();
        await using var anna = await Visitor.ArriveAsync(demo.Address);
        await BecomeOwnerAsync(anna, await demo.OwnerLinkAsync());

        await anna.Button("Set up the demo").ClickAsync();
        var players = await OpenThePlayersAsync(anna);
        await TellTheStoryAsync(players);

        await Assertions.Expect(anna.Page.GetByText("Chose left").First).ToBeVisibleAsync(Patiently);
        await Assertions.Expect(anna.Page.GetByText("The story goes from 1 to 2").First).ToBeVisibleAsync(Patiently);
        Assert.Empty(anna.Complaints);
    }

    [Fact]
    public async Task The_demo_comes_back_by_itself_after_a_restart()
    {
        await using var demo = await RunningDemo.StartAsync();
        await using var anna = await Visitor.ArriveAsync(demo.Address);
        await BecomeOwnerAsync(anna, await demo.OwnerLinkAsync());
        await anna.Button("Set up the demo").ClickAsync();
        await OpenThePlayersAsync(anna);

        await demo.RestartAsync();
        await anna.Page.ReloadAsync();
        var players = await OpenThePlayersAsync(anna);
        await TellTheStoryAsync(players);

        await Assertions.Expect(anna.Page.GetByText("Chose left").First).ToBeVisibleAsync(Patiently);
    }

    [Fact]
    public async Task A_wrong_password_is_answered_with_a_sentence_and_the_right_one_leads_home()
    {
        await using var demo = await RunningDemo.StartAsync();
        await using var anna = await Visitor.ArriveAsync(demo.Address);
        await BecomeOwnerAsync(anna, await demo.OwnerLinkAsync());
        await anna.Button("Sign out").ClickAsync();

        await SignInAsync(anna, "not the right words");
        await Assertions.Expect(anna.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("password");

        await SignInAsync(anna, Password);
        await Assertions.Expect(anna.Page.GetByRole(AriaRole.Heading, new() { Name = "The Winters" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Nothing_lies_beyond_the_edge_of_a_telephone()
    {
        await using var demo = await RunningDemo.StartAsync();
        await using var anna = await Visitor.ArriveAsync(demo.Address, width: 390, height: 844);
        await anna.Page.GotoAsync(await demo.OwnerLinkAsync());
        Assert.False(await anna.MustScrollSidewaysAsync());

        await BecomeOwnerAsync(anna, await demo.OwnerLinkAsync());
        await anna.Button("Set up the demo").ClickAsync();
        var players = await OpenThePlayersAsync(anna);

        Assert.False(await anna.MustScrollSidewaysAsync());
        Assert.Equal(390, players.ViewportSize!.Width);
        Assert.False(await players.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"));
    }

    private static LocatorAssertionsToBeVisibleOptions Patiently => new() { Timeout = 60_000 };

    private static async Task BecomeOwnerAsync(Visitor visitor, string link)
    {
        await visitor.Page.GotoAsync(link);
        await visitor.FillAsync("Household", "The Winters");
        await visitor.FillAsync("Your name", "Anna");
        await visitor.FillAsync("E-mail address", Email);
        await visitor.Page.GetByLabel("Password").FillAsync(Password);
        await visitor.Button("Create the owner").ClickAsync();
        await Assertions.Expect(visitor.Button("Set up the demo")).ToBeVisibleAsync(Patiently);
    }

    private static async Task SignInAsync(Visitor visitor, string password)
    {
        await visitor.FillAsync("E-mail address", Email);
        await visitor.Page.GetByLabel("Password").FillAsync(password);
        await visitor.Button("Sign in").ClickAsync();
    }

    /// <summary>The page of the simulated players, which the demo links once everything is there.</summary>
    private static async Task<IPage> OpenThePlayersAsync(Visitor visitor)
    {
        var link = visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Open the simulated players" });
        await Assertions.Expect(link).ToBeVisibleAsync(Patiently);
        return await visitor.Page.RunAndWaitForPopupAsync(() => link.ClickAsync());
    }

    /// <summary>Inserts the card, waits until the question is asked, and turns the right knob back.</summary>
    private static async Task TellTheStoryAsync(IPage players)
    {
        var player = players.Locator("article").First;
        await player.GetByLabel("Card").SelectOptionAsync(new SelectOptionValue { Label = "Forest Adventure" });
        await player.GetByRole(AriaRole.Button, new() { Name = "Insert" }).ClickAsync();
        await Assertions.Expect(player.Locator(".now")).ToContainTextAsync("02", new() { Timeout = 60_000 });
        await player.GetByLabel("Previous chapter").ClickAsync();
    }
}
