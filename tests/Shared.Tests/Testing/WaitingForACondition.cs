using YotoSmartStream.Testing;

namespace YotoSmartStream.Shared.Tests.Testing;

public sealed class WaitingForACondition
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_ends_as_soon_as_the_condition_holds()
    {
        var asked = 0;

        await Eventually.HoldsAsync(() => ++asked == 3, Long, "never asked three times");

        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Past_the_deadline_it_fails_with_the_given_text()
    {
        var failure = await Assert.ThrowsAsync<DeadlinePassedException>(
            () => Eventually.HoldsAsync(() => false, Soon, "The player never asked for chapter 2."));

        Assert.StartsWith("The player never asked for chapter 2.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_that_throws_is_not_asked_again()
    {
        var asked = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Eventually.HoldsAsync(() => ++asked > 0 ? throw new InvalidOperationException() : false, Long, "unused"));

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task What_was_found_is_returned()
    {
        var answers = new Queue<string?>([null, "found"]);

        Assert.Equal("found", await Eventually.GetAsync(() => Task.FromResult(answers.Dequeue()), Long, "nothing found"));
    }
}
