using YotoSmartStream.BuildingBlocks;
using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Language;

namespace YotoSmartStream.Stories.Memory;

/// <param name="TenantId">The family.</param>
/// <param name="Name">Of a variable with scope <c>tenant</c>.</param>
/// <param name="Value">In the words of stories: <c>true</c>, <c>12</c>, a word of an enum.</param>
public sealed record SetFamilyVariable(TenantId TenantId, string Name, string? Value);

/// <summary>Stories read the variables of the family and never write them (V2): parents do. What does not fit a story's domain is its default there (V4).</summary>
public sealed class SetFamilyVariableHandler(SharedMemoryFinder memories, IUnitOfWork unitOfWork)
{
    public async Task<Result> HandleAsync(SetFamilyVariable command, CancellationToken cancellationToken)
    {
        if (command.Name.Length is 0 or > StoryLimits.NameLength)
            return Error.Invalid("story-memory.name", $"A variable has a name of 1 to {StoryLimits.NameLength} characters.");
        if (command.Value is not { Length: > 0 and <= StoryLimits.NameLength } value)
            return Error.Invalid("story-memory.value", $"A value has 1 to {StoryLimits.NameLength} characters, such as true, 12 or a word.");
        var family = await memories.FindOrAddAsync(command.TenantId, VariableScope.Tenant, owner: "", cancellationToken);
        if (!family.Content.Variables.ContainsKey(command.Name) && family.Content.Variables.Count == StoryLimits.Variables)
            return Error.Conflict("story-memory.full", $"A family has at most {StoryLimits.Variables} variables.");
        family.Set(command.Name, value);
        await unitOfWork.SaveAsync(cancellationToken);
        return Result.Success;
    }
}
