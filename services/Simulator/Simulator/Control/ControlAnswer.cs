using YotoSmartStream.Simulation.Rest;

namespace YotoSmartStream.Simulation.Control;

/// <summary>Answers that the control routes share.</summary>
internal static class ControlAnswer
{
    public static IResult NotAnObject => YotoError.BadRequest("The body must be a JSON object or empty.");

    public static IResult UnknownCard(string cardId) => YotoError.NotFound($"There is no card {cardId}.");

    public static IResult UnknownPlayer(string playerId) => YotoError.NotFound($"There is no player {playerId}.");

    public static IResult Json<T>(T value) => Results.Json(value, JsonBody.Wire);
}
