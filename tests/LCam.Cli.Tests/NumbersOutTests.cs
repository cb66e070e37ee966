using System.Globalization;
using Dapper;
using LCam.Experiments.Store;
using Microsoft.Data.Sqlite;
using Parquet;

namespace LCam.Cli.Tests;

/// <summary>Numbers leave the store for other programs: whole, under stable names, and where they may.</summary>
public sealed class NumbersOutTests : IDisposable
{
    private const string Header =
        "experiment,backbone,architecture,method,kind,cell,run,variant,loss,protocol,seed,image_index,image,label,class,confidence,label_rank,is_constant,"
        + "percentage,masked_confidence,masked_label_rank,relative_drop,increase,energy_inside,mask_share";

    private readonly CommandLineFixture _lcam = new();
    private readonly string _spec;

    public NumbersOutTests()
    {
        _spec = _lcam.Write("tiny.yaml", CommandLineFixture.Spec);
        FilledStore.Make(_lcam, _spec);
    }

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public void Scores_are_a_row_for_each_method_percentage_and_image()
    {
        var file = _lcam.PathOf("scores.csv");
        var result = _lcam.Run("scores", _spec, "--output", file);
        Assert.True(result.ExitCode == ExitCodes.Ok, result.Error);
        var lines = File.ReadAllLines(file);
        Assert.Equal(1 + (2 * 2 * 10), lines.Length);
        Assert.Equal(Header, lines[0]);
        var fields = lines[11].Split(',');
        Assert.Equal(["tiny", "vgg16", "vgg16", "L-CAM-Fm", "trained", "vgg16 fm lcam seed 1"], fields[..6]);
        Assert.Equal(["fm", "lcam", "reference", "1", "0", "evaluation/0.png", "1", "1", "0.5", "0", "0", "0.5", "0.125", "1", "0.75", "0", "", ""], fields[7..]);

        // It gives way to its like, and to nothing else.
        Assert.Equal(ExitCodes.Ok, _lcam.Run("scores", _spec, "--output", file).ExitCode);
        _lcam.Run("table", _spec, "--output", file).AssertRefused("--force");
        _lcam.Run("scores", _spec, "--output", _lcam.Write("mine.csv", "a,b\n")).AssertRefused("--force");
        _lcam.Run("scores", _spec, "--output", _lcam.PathOf("scores.xlsx")).AssertRefused(".csv or .parquet");
    }

    [Fact]
    public async Task Parquet_has_the_same_values_with_their_types()
    {
        var (csv, parquet) = (_lcam.PathOf("s.csv"), _lcam.PathOf("s.parquet"));
        Assert.Equal(ExitCodes.Ok, _lcam.Run("scores", _spec, "--output", csv).ExitCode);
        Assert.Equal(ExitCodes.Ok, _lcam.Run("scores", _spec, "--output", parquet).ExitCode);
        Assert.Equal(ExitCodes.Ok, _lcam.Run("scores", _spec, "--output", parquet).ExitCode);
        await using var reader = await ParquetReader.CreateAsync(parquet);
        var fields = reader.Schema.DataFields;
        Assert.Equal(Header, string.Join(',', fields.Select(field => field.Name)));
        Assert.Equal([typeof(ReadOnlyMemory<char>), typeof(long), typeof(bool), typeof(double)], new[] { "image", "label", "increase", "confidence" }.Select(name => fields.First(field => field.Name == name).ClrType));
        using var group = reader.OpenRowGroupReader(0);
        var drops = new double?[group.RowCount];
        await group.ReadAsync<double>(fields.First(field => field.Name == "relative_drop"), drops.AsMemory());
        Assert.Equal(File.ReadAllLines(csv).Skip(1).Select(line => (double?)double.Parse(line.Split(',')[21], CultureInfo.InvariantCulture)), drops);
        var energies = new double?[group.RowCount];
        await group.ReadAsync<double>(fields.First(field => field.Name == "energy_inside"), energies.AsMemory());
        Assert.All(energies, energy => Assert.Null(energy));
    }

    [Fact]
    public void The_views_have_what_the_scores_file_has()
    {
        using var connection = new SqliteConnection($"Data Source={_lcam.PathOf("store", StoreDatabase.FileName)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        Assert.Equal((40, 0.625, 0), connection.QuerySingle<(int, double, int)>("SELECT count(*), avg(relative_drop), sum(increase) FROM v_scores WHERE architecture = 'vgg16' AND explainer = 'l-cam'"));
        Assert.Equal(["vgg16 fm cross-entropy seed 1", "vgg16 fm lcam seed 1"], connection.Query<string>("SELECT DISTINCT cell FROM v_scores ORDER BY cell"));
        Assert.Equal(["classifier", "measure", "measure", "train", "train"], connection.Query<string>("SELECT kind FROM v_runs WHERE state = 'succeeded' AND is_latest ORDER BY kind"));
        Assert.Equal(1.0, connection.QueryFirst<double>("SELECT value FROM v_metrics WHERE kind = 'train' AND scope = 'step' AND name = 'loss' AND step = 0"));
    }

    [Fact]
    public void Maps_that_nobody_kept_are_said_to_be_missing()
    {
        var result = _lcam.Run("maps", _spec, "--output", _lcam.PathOf("maps"));
        Assert.Equal(ExitCodes.DataMissing, result.ExitCode);
        Assert.Contains("vgg16 fm lcam seed 1: its maps were not kept", result.Error, StringComparison.Ordinal);
        Assert.Contains("keep-maps: all", result.Error, StringComparison.Ordinal);
        _lcam.Run("maps", _spec, "--output", _lcam.PathOf("maps"), "--method", "L-CAM-FM").AssertRefused("did you mean 'L-CAM-Fm'?");
    }

    [Fact]
    public void What_has_not_been_measured_is_left_out_or_refused()
    {
        var more = _lcam.Write("more.yaml", CommandLineFixture.Spec.Replace("seed: 1, percentage", "seed: [1, 2], percentage", StringComparison.Ordinal));
        var result = _lcam.Run("scores", more, "--output", _lcam.PathOf("more.csv"));
        Assert.True(result.ExitCode == ExitCodes.Ok, result.Error);
        Assert.Contains("left out: vgg16 fm lcam seed 2: not run yet", result.Error, StringComparison.Ordinal);
        var none = _lcam.Write("none.yaml", CommandLineFixture.Spec.Replace("seed: 1, percentage", "seed: 3, percentage", StringComparison.Ordinal));
        Assert.Equal(ExitCodes.DataMissing, _lcam.Run("scores", none, "--output", _lcam.PathOf("none.csv")).ExitCode);
    }

    [Fact]
    public void A_table_is_checked_within_tolerances_and_beyond_them()
    {
        var text = _lcam.Run("table", _spec).Output;
        var near = _lcam.Write("t.md", text.Replace("| 75.00 |", "| 73.00 |", StringComparison.Ordinal));
        Assert.NotEqual(text, File.ReadAllText(near));
        Assert.Equal(ExitCodes.Differs, _lcam.Run("table", _spec, "--check", near).ExitCode);
        var within = _lcam.Run("table", _spec, "--check", near, "--tolerance", "average-drop=2");
        Assert.True(within.ExitCode == ExitCodes.Ok, within.Error);
        Assert.Contains("the file has 73.00, the store gives 75.00: within 2", within.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Differs, _lcam.Run("table", _spec, "--check", near, "--tolerance", "1.9").ExitCode);
        _lcam.Run("table", _spec, "--tolerance", "1").AssertRefused("--check");
        _lcam.Run("table", _spec, "--check", near, "--tolerance", "1,averag-drop=2,x").AssertRefused("did you mean average-drop?", "'x' is no tolerance");
        Assert.Equal(ExitCodes.DataMissing, _lcam.Run("table", _spec, "--check", _lcam.PathOf("no.md"), "--tolerance", "1").ExitCode);
    }
}
