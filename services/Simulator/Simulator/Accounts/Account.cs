using YotoSmartStream.Simulation.Players;

namespace YotoSmartStream.Simulation.Accounts;

/// <summary>One family's Yoto account. Ids have the form of the real ones: clients check for the pipe in the subject.</summary>
internal sealed class Account(string id, string familyId, string email)
{
    private IReadOnlyDictionary<string, VirtualPlayer> _playersById = new Dictionary<string, VirtualPlayer>();

    public string Id { get; } = id;
    public string FamilyId { get; } = familyId;
    public string Email { get; } = email;

    public IReadOnlyList<VirtualPlayer> Players
    {
        get;
        set => (field, _playersById) = (value, value.ToDictionary(player => player.Id, StringComparer.Ordinal));
    } = [];

    /// <summary>Overrides the cloud's lifetime of access tokens, so that a test sees tokens expire.</summary>
    public TimeSpan? AccessTokenLifetime { get; set; }

    public VirtualPlayer? FindPlayer(string deviceId) => _playersById.GetValueOrDefault(deviceId);
}
