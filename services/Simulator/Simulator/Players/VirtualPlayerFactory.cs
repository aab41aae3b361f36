using YotoSmartStream.Simulation.Accounts;
using YotoSmartStream.Simulation.Content;

namespace YotoSmartStream.Simulation.Players;

/// <summary>Builds the players of an account.</summary>
internal sealed class VirtualPlayerFactory(PlayerWorld world, CardStore cards)
{
    private static readonly string[] Names = ["Nursery", "Playroom", "Kitchen", "Attic", "Car"];

    public VirtualPlayer Create(Account account, PlayerModel model, int number, bool isEventOnly)
    {
        var name = number <= Names.Length ? Names[number - 1] : $"Player {number}";
        var id = Identifiers.Device();
        world.Faults.Know(id, account.Id);
        return new VirtualPlayer(id, name, model, cardId => cards.FindFor(account, cardId), world, isEventOnly);
    }
}
