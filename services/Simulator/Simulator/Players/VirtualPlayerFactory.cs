using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Content;
using YotoSmartStream.Simulation.Faults;

namespace YotoSmartStream.Simulation.Players;

/// <summary>Builds players that share the cloud's clock, cards, HTTP client and broker.</summary>
internal sealed class VirtualPlayerFactory(
    SimulatedCloudOptions options, PlayerClock clock, CardStore cards, IPlayerUplink uplink, HttpClient http, FaultBoard faults)
{
    private static readonly string[] Names = ["Nursery", "Playroom", "Kitchen", "Attic", "Car"];

    public VirtualPlayer Create(Account account, PlayerModel model, int number, bool isEventOnly)
    {
        var name = number <= Names.Length ? Names[number - 1] : $"Player {number}";
        var id = Identifiers.Device();
        faults.Know(id, account.Id);
        return new VirtualPlayer(id, name, model, options, clock, cardId => cards.FindFor(account, cardId), uplink, http, faults, isEventOnly);
    }
}
