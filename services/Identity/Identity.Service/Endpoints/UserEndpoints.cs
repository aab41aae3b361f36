using Microsoft.AspNetCore.Http.HttpResults;
using YotoSmartStream.Identities.Users;
using YotoSmartStream.ModuleHosting.Authentication;
using YotoSmartStream.ServiceDefaults;

namespace YotoSmartStream.Identities.Service.Endpoints;

/// <summary>The people of the household.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/users").WithTags("People").WithProblems(401, 403).RequireAuthorization(Policies.Manage);
        group.MapGet("/", ListAsync).WithName("ListUsers");
        group.MapPost("/", AddAsync).WithName("AddUser").WithProblems(400, 409);
    }

    private static async Task<Ok<UserList>> ListAsync(IUsers users, CancellationToken cancellationToken) =>
        TypedResults.Ok(new UserList([.. (await users.ListAsync(cancellationToken)).Select(Person.From)]));

    private static async Task<Results<Created<Person>, ProblemHttpResult>> AddAsync(
        AddUserRequest body, HttpContext context, AddUserHandler handler, CancellationToken cancellationToken)
    {
        var user = await handler.HandleAsync(new AddUser(body.Name, body.Email, body.Password, body.Role, context.Caller()), cancellationToken);
        return user.IsSuccess ? TypedResults.Created((string?)null, Person.From(user.Value)) : user.Error.ToProblem();
    }

    internal sealed record AddUserRequest(string? Name, string? Email, string? Password, string? Role);

    internal sealed record UserList(IReadOnlyList<Person> Items);

    internal sealed record Person(Guid UserId, string Name, string Email, string Role)
    {
        public static Person From(User user) => new(user.Id, user.Name, user.Email, user.Role);
    }
}
