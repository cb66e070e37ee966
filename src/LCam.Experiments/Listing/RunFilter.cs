using System.Buffers;
using System.Globalization;
using LCam.Problems;

namespace LCam.Experiments.Listing;

/// <summary>
/// What <c>--where</c> asks of a run: comparisons of columns with values, joined by <c>and</c>, <c>or</c>, <c>not</c> and
/// parentheses. It is looked at run by run; nothing of it reaches the database.
/// </summary>
public sealed class RunFilter
{
    private const string Option = "--where";
    private const int MaximumDepth = 64;

    private static readonly string[] Operators = ["!=", "<=", ">=", "=", "<", ">"];

    private static readonly SearchValues<char> WordEnds = SearchValues.Create("()=!<> \t\r\n\"'");

    private readonly IReadOnlyList<string> _tokens;
    private readonly RunList _list;
    private readonly List<Problem> _problems = [];
    private int _at;

    private RunFilter(IReadOnlyList<string> tokens, RunList list) => (_tokens, _list) = (tokens, list);

    /// <summary>The test that a text stands for.</summary>
    /// <param name="list">Whose columns it may name.</param>
    /// <exception cref="ProblemException">It is not of the grammar, or names what no run has: all that is wrong.</exception>
    public static Func<ListedRun, bool> Parse(string text, RunList list)
    {
        var filter = new RunFilter(Tokens(text), list);
        var test = filter.Either(0);
        if (filter.Next is { } rest)
        {
            throw Invalid($"'{rest}' is not expected here", "join comparisons by and, or");
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, filter._problems);
        return test;
    }

    private string? Next => _at < _tokens.Count ? _tokens[_at] : null;

    private Func<ListedRun, bool> Either(int depth)
    {
        var test = Both(depth);
        while (Take("or"))
        {
            var (left, right) = (test, Both(depth));
            test = run => left(run) || right(run);
        }

        return test;
    }

    private Func<ListedRun, bool> Both(int depth)
    {
        var test = One(depth);
        while (Take("and"))
        {
            var (left, right) = (test, One(depth));
            test = run => left(run) && right(run);
        }

        return test;
    }

    private Func<ListedRun, bool> One(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw Invalid($"this is nested deeper than {MaximumDepth} levels", "write it flatter");
        }

        if (Take("not"))
        {
            var denied = One(depth + 1);
            return run => !denied(run);
        }

        if (!Take("("))
        {
            return Comparison();
        }

        var inner = Either(depth + 1);
        return Take(")") ? inner : throw Invalid("a parenthesis is not closed", "add ')'");
    }

    private Func<ListedRun, bool> Comparison()
    {
        var name = Word("a column");
        if (Next is not { } sign || !Operators.Contains(sign))
        {
            throw Invalid($"after '{name}' a comparison is expected", $"one of {string.Join(' ', Operators)}");
        }

        _at++;
        var value = Unquoted(Word("a value"));
        if (_list.Find(name) is not { } column)
        {
            var columns = _list.Columns;
            _problems.Add(new Problem(Option, $"there is no column '{name}'", Suggestion.For(name, columns) is { } near ? $"did you mean '{near}'? There are {string.Join(", ", columns)}" : $"there are {string.Join(", ", columns)}"));
            return _ => false;
        }

        if (!RunList.IsNumber(column))
        {
            // Of several tags, one is enough; a run that differs has none that is equal.
            return sign == "!=" ? run => !run.Texts(column).Contains(value, StringComparer.Ordinal) : run => run.Texts(column).Any(text => Holds(sign, string.CompareOrdinal(text, value)));
        }

        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            _problems.Add(new Problem(Option, $"'{name}' is a number, and '{value}' is none", "for example seed=1"));
            return _ => false;
        }

        return run => run.Number(column) is { } given ? Holds(sign, given.CompareTo(number)) : sign == "!=";
    }

    private static bool Holds(string sign, int order) => sign switch
    {
        "=" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    private bool Take(string token)
    {
        var taken = Next == token;
        _at += taken ? 1 : 0;
        return taken;
    }

    private string Word(string what)
    {
        if (Next is not { } word || word is "(" or ")" or "and" or "or" or "not" || Operators.Contains(word))
        {
            throw Invalid(Next is null ? $"{what} is missing at the end" : $"'{Next}' stands where {what} is expected", "for example: backbone=vgg16 and not (state=failed or ad@0.5<40)");
        }

        _at++;
        return word;
    }

    private static string Unquoted(string word) => word[0] is '"' or '\'' ? word[1..^1] : word;

    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var length = Length(text, at);
            tokens.Add(text.Substring(at, length));
            at += length;
        }

        return tokens;
    }

    private static int Length(string text, int at)
    {
        if (Operators.FirstOrDefault(sign => string.CompareOrdinal(text, at, sign, 0, sign.Length) == 0) is { } found)
        {
            return found.Length;
        }

        if (text[at] is '(' or ')')
        {
            return 1;
        }

        if (text[at] is '"' or '\'')
        {
            var end = text.IndexOf(text[at], at + 1);
            return end > 0 ? end + 1 - at : throw Invalid("a quoted value is not closed", $"add {text[at]}");
        }

        var stop = text.AsSpan(at).IndexOfAny(WordEnds);
        return stop switch { 0 => 1, < 0 => text.Length - at, _ => stop };
    }

    private static ProblemException Invalid(string what, string remedy) => new(ProblemKind.InvalidInput, new Problem(Option, what, remedy));
}
