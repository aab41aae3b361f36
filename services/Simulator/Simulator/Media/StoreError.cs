using System.Text;

namespace YotoSmartStream.Simulation.Media;

/// <summary>The object store behind the cloud speaks XML, unlike the API.</summary>
internal static class StoreError
{
    public static IResult AccessDenied => Of(StatusCodes.Status403Forbidden, "AccessDenied", "Access Denied");

    public static IResult NotFound => Of(StatusCodes.Status404NotFound, "NoSuchKey", "The specified key does not exist.");

    public static IResult OnlyOneAuthentication => Of(StatusCodes.Status400BadRequest, "InvalidArgument", "Only one auth mechanism allowed.");

    public static IResult TooLarge => Of(StatusCodes.Status400BadRequest, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size.");

    private static IResult Of(int status, string code, string message) => Results.Content(
        $"""<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{message}</Message></Error>""", "application/xml", Encoding.UTF8, status);
}
