using YotoSmartStream.Stories.Engine;

namespace YotoSmartStream.Stories.Native;

/// <summary>Everything that is written in a story, laid out flat: each guard and value, each next with those within it.</summary>
internal sealed class StoryWalk
{
    public StoryWalk(StoryGraph graph)
    {
        foreach (var chapter in graph.Chapters)
            Add(chapter);
        foreach (var hook in new[] { graph.ResumeHook, graph.BedtimeHook, graph.WhoIsPlayingHook })
            Add(hook);
    }

    private StoryWalk(Chapter chapter) => Add(chapter);

    public List<Expression> Expressions { get; } = [];

    public List<Next> Nexts { get; } = [];

    public List<Effect> Effects { get; } = [];

    public static StoryWalk Of(Chapter chapter) => new(chapter);

    /// <summary>What an operation is used with, such as the chapters whose visits are asked for.</summary>
    public int[] SlotsAsked(Operation operation) =>
        [.. Expressions.SelectMany(expression => expression.Code).Where(code => code.Operation == operation).Select(code => (int)code.Operand).Distinct().Order()];

    private void Add(Chapter chapter)
    {
        foreach (var variant in chapter.Audio)
            Add(variant.When);
        foreach (var effect in chapter.OnEnter.Concat(chapter.OnExit))
            Add(effect);
        foreach (var option in Enum.GetValues<StoryInput>().SelectMany(input => chapter.OptionsFor(input)))
        {
            Add(option.When);
            foreach (var effect in option.Effects)
                Add(effect);
            Add(option.Next);
        }
    }

    private void Add(Expression? expression)
    {
        if (expression is not null)
            Expressions.Add(expression);
    }

    private void Add(Effect effect)
    {
        Effects.Add(effect);
        Add(effect.When);
        foreach (var assignment in (effect as Effect.Store)?.Assignments ?? [])
            Add(assignment.Value);
    }

    private void Add(Next? next)
    {
        if (next is null)
            return;
        Nexts.Add(next);
        var (cases, otherwise) = next switch
        {
            Next.First first => (first.Cases, first.Else),
            Next.Pick pick => (pick.Cases, pick.Else),
            _ => ([], null),
        };
        foreach (var item in cases)
        {
            Add(item.When);
            Add(item.To);
        }

        Add(otherwise);
    }
}
