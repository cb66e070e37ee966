using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LCam.Experiments.Specs;

namespace LCam.Cli.Commands;

/// <summary>
/// Makes the options that are numbers. All are read as specs read theirs, and refused before a verb does anything; what
/// the parser does by itself hangs on the culture, drops commas, and speaks of types.
/// </summary>
internal static class NumberOption
{
    /// <summary>An option that may be left out, or whose default the description tells.</summary>
    /// <typeparam name="T">A number, or a nullable one.</typeparam>
    /// <param name="names">Its name, and others that it has.</param>
    public static Option<T> Of<T>(NumberLimits limits, string description, params string[] names)
    {
        Check(typeof(T), limits);
        return new Option<T>(names[0], names[1..]) { Description = description, CustomParser = result => Parse<T>(result, names[0], limits) };
    }

    /// <summary>An option with a default value.</summary>
    public static Option<T> With<T>(T standard, NumberLimits limits, string description, params string[] names)
    {
        var option = Of<T>(limits, description, names);
        option.DefaultValueFactory = _ => standard;
        return option;
    }

    private static T? Parse<T>(ArgumentResult result, string name, NumberLimits limits)
    {
        var text = result.Tokens is [.., var last] ? last.Value : "";
        if (limits.Read(text) is { } number)
        {
            return (T)Convert.ChangeType(number, Plain(typeof(T)), CultureInfo.InvariantCulture);
        }

        result.AddError(limits.Refuse(name, text).ToString());
        return default;
    }

    // Nothing within the limits may be too large for the type.
    private static void Check(Type type, NumberLimits limits)
    {
        if (Plain(type) == typeof(int) && limits.Read(((long)int.MaxValue + 1).ToString(CultureInfo.InvariantCulture)) is not null)
        {
            throw new ArgumentException($"{limits.Expected} does not fit {type}", nameof(limits));
        }
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
