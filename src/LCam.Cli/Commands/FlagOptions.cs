using System.CommandLine;
using System.CommandLine.Parsing;

namespace LCam.Cli.Commands;

/// <summary>How every verb's options that are on or off read a value, which they need not have.</summary>
internal static class FlagOptions
{
    /// <summary>Makes all options of a verb and those below it refuse other values than true and false in words of ours: the parser's speak of types.</summary>
    public static void Apply(Command verb)
    {
        foreach (var flag in verb.Options.OfType<Option<bool>>())
        {
            flag.CustomParser = result => Parse(result, flag.Name);
        }

        foreach (var below in verb.Subcommands)
        {
            Apply(below);
        }
    }

    private static bool Parse(ArgumentResult result, string name)
    {
        if (result.Tokens is not [.., var given])
        {
            return true;
        }

        if (!bool.TryParse(given.Value, out var value))
        {
            result.AddError($"{name}: '{given.Value}' is neither true nor false (leave it out, or give true or false)");
        }

        return value;
    }
}
