using System.Text.Encodings.Web;
using YotoSmartStream.Simulation.Accounts;

namespace YotoSmartStream.Simulation.OAuth;

/// <summary>The page on which a person chooses an account and allows or refuses.</summary>
internal static class SignInPage
{
    public static IResult Ask(
        string question, string action, IReadOnlyList<Account> accounts, IEnumerable<KeyValuePair<string, string>> hidden, string? userCode = null) => Page($"""
        <h1>{Encode(question)}</h1>
        <form method="post" action="{Encode(action)}">
          {string.Concat(hidden.Select(Hidden))}
          {(userCode is null ? "" : $"<label>Code <input name=\"user_code\" value=\"{Encode(userCode)}\" required autofocus></label>")}
          <label>Account <select name="account">{string.Concat(accounts.Select(Option))}</select></label>
          <p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny" class="quiet">Refuse</button></p>
        </form>
        """);

    public static IResult Say(string sentence, int status = StatusCodes.Status200OK) => Page($"<h1>{Encode(sentence)}</h1>", status);

    private static IResult Page(string body, int status = StatusCodes.Status200OK) => Results.Content($$"""
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>Simulated Yoto account</title>
        <style>
          body { font: 16px/1.5 system-ui, sans-serif; background: #fdf6ec; color: #33302c; display: grid; place-items: center; min-height: 90vh }
          main { background: #fff; border-radius: 20px; padding: 24px 32px; box-shadow: 0 8px 30px #0001; max-width: 26rem }
          h1 { font-size: 1.3rem } label { display: block; margin: 12px 0 }
          input, select { font: inherit; padding: 6px 10px; width: 100%; box-sizing: border-box }
          button { font: inherit; padding: 8px 20px; border: 0; border-radius: 99px; background: #f95e3f; color: #fff; cursor: pointer }
          .quiet { background: #eee; color: inherit }
        </style><main>{{body}}</main></html>
        """, "text/html; charset=utf-8", statusCode: status);

    private static string Option(Account account) => $"<option value=\"{Encode(account.Id)}\">{Encode(account.Email)}</option>";

    private static string Hidden(KeyValuePair<string, string> field) => $"<input type=\"hidden\" name=\"{Encode(field.Key)}\" value=\"{Encode(field.Value)}\">";

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);
}
