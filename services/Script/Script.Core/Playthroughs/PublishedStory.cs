using YotoSmartStream.Stories.Engine;
using YotoSmartStream.Stories.Layouts;

namespace YotoSmartStream.Stories.Playthroughs;

/// <summary>A frozen revision of a story, as it lies on a card.</summary>
public sealed record PublishedStory(int Revision, StoryGraph Graph, StoryLayout Layout);
