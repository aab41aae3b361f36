namespace YotoSmartStream.Simulation.Rest;

internal static class CallerAddress
{
    /// <summary>The address at which the caller reached the cloud, so that links in answers lead back the same way.</summary>
    public static string BaseUrl(this HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
