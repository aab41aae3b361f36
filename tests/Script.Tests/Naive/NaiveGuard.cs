using System.Numerics;
using System.Text.RegularExpressions;

namespace YotoSmartStream.Stories.Tests.Naive;

/// <summary>What a guard may ask of the world.</summary>
internal interface INaiveWorld
{
    object Variable(string name);

    object Ask(string function, string argument);

    void DividedByZero();
}

/// <summary>Reads and evaluates a guard in one go, straight from the grammar of story-model §3: slow, and shares nothing with the product.</summary>
internal sealed partial class NaiveGuard
{
    private readonly List<string> _tokens;
    private readonly INaiveWorld _world;
    private int _at;

    private NaiveGuard(string text, INaiveWorld world)
    {
        _tokens = [.. Token().Matches(text).Select(match => match.Value), ""];
        _world = world;
    }

    public static object Evaluate(string text, INaiveWorld world) => new NaiveGuard(text, world).Or();

    private object Or()
    {
        var value = And();
        while (Eat("||") || Eat("or"))
            value = (bool)value | (bool)And();
        return value;
    }

    private object And()
    {
        var value = Not();
        while (Eat("&&") || Eat("and"))
            value = (bool)value & (bool)Not();
        return value;
    }

    private object Not() => Eat("!") || Eat("not") ? !(bool)Cmp() : Cmp();

    private object Cmp()
    {
        var left = Sum();
        var sign = _tokens[_at];
        if (sign is "==" or "!=" or "<" or "<=" or ">" or ">=")
        {
            _at++;
            var right = Sum();
            return sign switch
            {
                "==" => left.Equals(right),
                "!=" => !left.Equals(right),
                "<" => (BigInteger)left < (BigInteger)right,
                "<=" => (BigInteger)left <= (BigInteger)right,
                ">" => (BigInteger)left > (BigInteger)right,
                _ => (BigInteger)left >= (BigInteger)right,
            };
        }

        if (!Eat("in"))
            return left;
        Eat("(");
        var found = false;
        do
            found |= Unary().Equals(left);
        while (Eat(","));
        Eat(")");
        return found;
    }

    private object Sum()
    {
        var value = Term();
        while (_tokens[_at] is "+" or "-")
            value = _tokens[_at++] == "+" ? Saturate((BigInteger)value + (BigInteger)Term()) : Saturate((BigInteger)value - (BigInteger)Term());
        return value;
    }

    private object Term()
    {
        var value = Unary();
        while (_tokens[_at] is "*" or "/" or "%")
        {
            var sign = _tokens[_at++];
            var (left, right) = ((BigInteger)value, (BigInteger)Unary());
            if (sign != "*" && right.IsZero)
            {
                _world.DividedByZero();
                value = BigInteger.Zero;
            }
            else
            {
                value = Saturate(sign switch { "*" => left * right, "/" => BigInteger.Divide(left, right), _ => BigInteger.Remainder(left, right) });
            }
        }

        return value;
    }

    private object Unary() => Eat("-") ? Saturate(-(BigInteger)Prim()) : Prim();

    private object Prim()
    {
        var token = _tokens[_at++];
        if (token == "(")
        {
            var inner = Or();
            Eat(")");
            return inner;
        }

        if (token[0] == '\'')
            return token[1..^1];
        if (char.IsAsciiDigit(token[0]))
            return BigInteger.Parse(token);
        if (token is "true" or "false")
            return token == "true";
        return Eat("(") ? Call(token) : _world.Variable(token);
    }

    private object Call(string function)
    {
        var arguments = new List<object>();
        while (!Eat(")"))
        {
            arguments.Add(Or());
            Eat(",");
        }

        BigInteger Number(int index) => (BigInteger)arguments[index];
        return function switch
        {
            "min" => arguments.Cast<BigInteger>().Min(),
            "max" => arguments.Cast<BigInteger>().Max(),
            "abs" => Saturate(BigInteger.Abs(Number(0))),
            "clamp" => BigInteger.Min(BigInteger.Max(Number(0), Number(1)), Number(2)),
            "between" => Number(1) > Number(2) ? Number(0) >= Number(1) || Number(0) <= Number(2) : Number(0) >= Number(1) && Number(0) <= Number(2),
            _ => _world.Ask(function, arguments.Count == 0 ? "" : arguments[0].ToString()!),
        };
    }

    private bool Eat(string token)
    {
        if (_tokens[_at] != token)
            return false;
        _at++;
        return true;
    }

    private static object Saturate(BigInteger value) => BigInteger.Max(long.MinValue, BigInteger.Min(long.MaxValue, value));

    [GeneratedRegex(@"'[^']*'|\d+|[A-Za-z_][A-Za-z0-9_]*|\|\||&&|[=!<>]=|[!<>+\-*/%(),]")]
    private static partial Regex Token();
}
