using YotoSmartStream.Standalone.Demo;
using YotoSmartStream.StoryDriver;
using YotoSmartStream.Testing;

namespace YotoSmartStream.Scenarios;

/// <summary>What a child notices when processes die: nothing is lost, nothing happens twice.</summary>
public abstract partial class ProductScenarios
{
    [Fact]
    public async Task A_story_goes_on_where_it_was_after_the_product_was_killed()
    {
        var path = StoryPaths.Of(ForestAdventure.Script()).First(path => path.Choices.Count == 2);
        var walker = Household.Walker(afterChoice: made => made == 1 ? KillAndRestartAsync() : Task.CompletedTask);

        var walked = await walker.WalkAsync(path);

        Assert.True(walked.Wrong.Count == 0, string.Join('\n', walked.Wrong) + "\n" + Household.Product.Tail());
    }

    [Fact]
    public async Task A_choice_that_was_made_when_the_product_was_killed_is_answered_when_it_is_back()
    {
        var path = StoryPaths.Of(ForestAdventure.Script()).First(path => path.Choices.Count == 2);

        var walked = await Household.Walker(afterTurn: KillBeforeTheAnswerAsync).WalkAsync(path);

        Assert.True(walked.Wrong.Count == 0, string.Join('\n', walked.Wrong) + "\n" + Household.Product.Tail());
    }

    /// <summary>F6: the steps between the player's message and the command that answers it.</summary>
    [Theory]
    [InlineData("committed bridge.player-observed.v1")]
    [InlineData("delivered bridge.player-observed.v1")]
    [InlineData("committed script.story-advanced.v1")]
    [InlineData("handled bridge-send-command-on-player-command-requested")]
    public async Task A_choice_is_answered_once_though_a_process_dies_at(string step)
    {
        var path = StoryPaths.Of(ForestAdventure.Script()).First(path => path.Choices.Count == 1);
        var walker = Household.Walker(beforeTurn: _ => File.WriteAllTextAsync(running.CrashWish, step), afterTurn: ReviveWhatDiedAsync);

        var walked = await walker.WalkAsync(path);

        Assert.True(walked.Wrong.Count == 0, string.Join('\n', walked.Wrong) + "\n" + Household.Product.Tail());
    }

    /// <summary>The player waits meanwhile: pause is no choice, and what it plays goes on afterwards.</summary>
    private async Task KillAndRestartAsync()
    {
        await Household.Product.Simulator.PressAsync(Household.FirstPlayer);
        await Household.Product.KillAsync();
        await Household.Product.StartAsync(CancellationToken);
        await Household.PlayersAreHeardAsync();
        await Household.Product.Simulator.PressAsync(Household.FirstPlayer);
    }

    private async Task KillBeforeTheAnswerAsync(Choice choice)
    {
        await Household.Product.KillAsync();
        await StartAgainAsync(choice);
    }

    private async Task ReviveWhatDiedAsync(Choice choice)
    {
        await Eventually.HoldsAsync(
            () => Household.Product.Processes.Values.Any(process => process.HasExited), TimeSpan.FromSeconds(30), "No process of the product passed the step.");
        File.Delete(running.CrashWish);
        await StartAgainAsync(choice);
    }

    /// <summary>The player is paused on the bridge, where the answer has not reached it yet; otherwise the child presses once more.</summary>
    private async Task StartAgainAsync(Choice choice)
    {
        await Household.Product.Simulator.PressAsync(Household.FirstPlayer);
        var paused = await Household.Product.Simulator.PlayerAsync(Household.FirstPlayer);
        await Household.Product.StartAsync(CancellationToken);
        await Household.PlayersAreHeardAsync();
        if (paused.ChapterKey == Household.Card.Of(choice.Target).Key) await Household.Product.Simulator.PressAsync(Household.FirstPlayer);
    }
}
