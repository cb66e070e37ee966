using LCam.Cli.Commands;

namespace LCam.Cli.Tests;

/// <summary>Every verb finds its store in the one way: the option, the spec, the variable, the default.</summary>
public sealed class StoreOptionTests : IDisposable
{
    // What needs no store: it looks at files alone.
    private static readonly string[] Without = ["data shapes", "data label", "data check", "data lock", "data check-predictions", "weights inspect", "weights convert", "work", "worker"];

    // Reads its archive, whole, before it asks for a store.
    private const string Import = "import";

    private readonly CommandLineFixture _lcam = new();
    private readonly string _spec;

    public StoreOptionTests() => _spec = _lcam.Write("tiny.yaml", CommandLineFixture.Spec.Replace("store: store,", "store: of-spec,", StringComparison.Ordinal));

    public void Dispose() => _lcam.Dispose();

    private Dictionary<string, string[]> Lines => new(StringComparer.Ordinal)
    {
        ["plan"] = [_spec],
        ["run"] = [_spec, "--isolation", "none", "--device", "cpu"],
        ["retry"] = [_spec, "--isolation", "none", "--device", "cpu"],
        ["table"] = [_spec],
        ["scores"] = [_spec, "--output", _lcam.PathOf("x.csv")],
        ["maps"] = [_spec, "--output", _lcam.PathOf("maps")],
        ["report"] = [_spec, "--output", _lcam.PathOf("report"), "--audit", "A0", "--images", "0"],
        ["audit"] = [_spec],
        ["seal"] = [_spec],
        ["checklist"] = [_spec],
        ["status"] = [_spec],
        ["watch"] = [_spec],
        ["export"] = [_spec, "--output", _lcam.PathOf("x.zip")],
        ["show"] = ["0123"],
        ["logs"] = ["0123"],
        ["diff"] = ["0123", "4567"],
        ["explain"] = [_lcam.PathOf("none.png"), "--run", "0123", "--output", _lcam.PathOf("out")],
        ["weights export"] = ["0123", "--output", _lcam.PathOf("x.pth.tar")],
        ["runs"] = [],
        ["tag"] = ["0123", "name"],
        ["note"] = ["0123", "text"],
        ["gc"] = [],
        ["doctor"] = [],
    };

    [Fact]
    public void Every_verb_that_has_a_spec_or_a_store_finds_the_store_in_the_one_way()
    {
        var lines = Lines;
        foreach (var (path, verb) in _lcam.Verbs())
        {
            var name = string.Join(' ', path);
            var hasSpec = verb.Arguments.Any(argument => argument.Name.Contains("SPEC", StringComparison.Ordinal));
            Assert.Equal(Without.Contains(name), !verb.Options.OfType<StoreOption>().Any());
            Assert.DoesNotContain(verb.Options, option => option.Name == "--store" && option is not StoreOption);
            if (!Without.Contains(name))
            {
                Assert.True(name is Import or "adopt" || lines.ContainsKey(name), $"'{name}' is a verb that this test does not know");
                Assert.Equal(hasSpec, verb.Options.OfType<StoreOption>().Single().Description!.Contains("output.store", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void The_option_comes_first_then_the_spec_then_the_variable()
    {
        foreach (var (verb, line) in Lines)
        {
            var hasSpec = line.Contains(_spec);
            _lcam.StoreVariable = _lcam.PathOf("of-variable");
            Names("of-option", [.. verb.Split(' '), .. line, "--store", _lcam.PathOf("of-option")]);
            Names(hasSpec ? "of-spec" : "of-variable", [.. verb.Split(' '), .. line]);
            File.WriteAllText(_spec, File.ReadAllText(_spec).Replace("store: of-spec,", "", StringComparison.Ordinal));
            Names("of-variable", [.. verb.Split(' '), .. line]);
            File.WriteAllText(_spec, CommandLineFixture.Spec.Replace("store: store,", "store: of-spec,", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Without_any_of_them_it_is_in_the_current_folder()
    {
        using var here = new LocalLcam();
        Assert.Contains(here.PathOf("results", "store"), here.Run("status").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_whose_store_has_a_variable_that_is_not_set_has_no_other_store()
    {
        File.WriteAllText(_spec, CommandLineFixture.Spec.Replace("store: store,", "store: \"${NOWHERE}/store\",", StringComparison.Ordinal));
        foreach (var (verb, line) in Lines.Where(pair => pair.Value.Contains(_spec) && pair.Key != "plan"))
        {
            _lcam.Run([.. verb.Split(' '), .. line]).AssertRefused("environment variable NOWHERE is not set");
        }

        var plan = _lcam.Run("plan", _spec);
        Assert.Equal(ExitCodes.Invalid, plan.ExitCode);
        Assert.Contains("environment variable NOWHERE is not set", plan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_option_is_refused() => Assert.All(Lines, pair => _lcam.Run([.. pair.Key.Split(' '), .. pair.Value, "--store", ""]).AssertRefused("--store"));

    [Fact]
    public void What_is_exported_together_is_in_one_store()
    {
        var other = _lcam.Write("other.yaml", CommandLineFixture.Spec.Replace("store: store,", "store: elsewhere,", StringComparison.Ordinal));
        _lcam.Run("export", _spec, other, "--output", _lcam.PathOf("x.zip")).AssertRefused("its store is another than that of");
    }

    // The store is no database: whoever opens it says so, and where it is.
    private void Names(string store, string[] line)
    {
        string[] all = ["of-option", "of-spec", "of-variable"];
        var folder = _lcam.PathOf(store);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "lcam.db"), new string('x', 5000));
        try
        {
            var result = _lcam.Run(line);
            var said = result.Error + result.Output;
            Assert.True(said.Contains(folder, StringComparison.Ordinal), $"{string.Join(' ', line)} does not name {folder}: {said}");
            Assert.All(all.Where(other => other != store && !line.Contains(_lcam.PathOf(other))), other => Assert.DoesNotContain(_lcam.PathOf(other), said, StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
