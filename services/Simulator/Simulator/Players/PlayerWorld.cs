using YotoSmartStream.Simulation.Faults;

namespace YotoSmartStream.Simulation.Players;

/// <summary>What all players of a cloud have in common.</summary>
internal sealed record PlayerWorld(
    SimulatedCloudOptions Options, PlayerClock Clock, IPlayerUplink Uplink, HttpClient Http, FaultBoard Faults, IUploadedAudio Uploads);
