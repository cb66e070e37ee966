using System.Text.Json.Nodes;

namespace LCam.EndToEnd.Tests;

/// <summary>Maps that a run kept: what they save, and that they change nothing.</summary>
public sealed class KeptMapsTests : IDisposable
{
    private readonly Lcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public async Task One_more_percentage_reads_the_maps_and_takes_the_numbers_that_are_there_and_the_table_is_that_of_a_fresh_store()
    {
        Write("");
        await Run("first");
        var maps = Assert.Single(Maps("first"));
        Write("", "[0, 0.25, 0.5]");
        Assert.Equal(
            ["classifier: cached", "explain: cached", "measure: run", "measure: run", "train: cached"],
            (await Plan("first")).Select(stage => $"{stage!["kind"]}: {stage["state"]}").Order(StringComparer.Ordinal));
        await Run("first");
        var journals = Directory.GetFiles(_lcam.PathOf("first", "stages"), "journal.jsonl", SearchOption.AllDirectories);
        Assert.Equal(2, journals.Count(journal => File.ReadAllText(journal).Contains("\"type\":\"taken\"", StringComparison.Ordinal)));
        var audit = await _lcam.Run("audit", "tiny.yaml", "--store", "first", "--rerun", "measure");
        Assert.True(audit.ExitCode == 0, audit.ToString());
        Assert.Contains("explain vgg16 rise", audit.Error, StringComparison.Ordinal);

        await Run("second");
        Assert.Equal(await Table("second"), await Table("first"));
        Assert.Equal(File.ReadAllBytes(Assert.Single(Maps("second"))), File.ReadAllBytes(maps));

        // What one store kept is, in another's table, a method like any other.
        var written = await _lcam.Run("maps", "tiny.yaml", "--store", "second", "--output", "rise.npz");
        Assert.True(written.ExitCode == 0, written.ToString());
        Assert.Contains("no maps of vgg16 fm lcam seed 1: its maps were not kept", written.Error, StringComparison.Ordinal);
        Write("keep-maps: none", "[0, 0.25, 0.5]", "[rise, { maps: rise.npz, name: My method }]");
        await Run("third");
        Assert.Empty(Maps("third"));
        var rows = JsonNode.Parse(await Table("third", "--format", "json"))!["rows"]!.AsArray().ToDictionary(row => (string)row!["method"]!);
        Assert.Equal(rows["RISE"]!["measures"]!.ToJsonString(), rows["My method"]!["measures"]!.ToJsonString());
        Assert.Contains("made elsewhere", rows["My method"]!["notes"]!.ToJsonString(), StringComparison.Ordinal);
        var shown = (await _lcam.Run("show", Key(await Plan("third"), "measure vgg16 maps My method"), "--store", "third", "--json")).Out;
        Assert.Contains("maps made elsewhere", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_shows_kept_maps_that_it_would_not_take_the_time_to_make()
    {
        Write("");
        await Run("kept");
        Assert.Equal(2, await Painted("kept"));
        Write("keep-maps: none");
        await Run("none");
        Assert.Equal(1, await Painted("none"));
    }

    private async Task<int> Painted(string store)
    {
        var report = await _lcam.Run("report", "tiny.yaml", "--store", store, "--audit", "A0", "--device", "cpu", "--threads", "1", "--images", "1", "--passes", "5");
        Assert.True(report.ExitCode == 0, report.ToString());
        var maps = Directory.GetFiles(_lcam.PathOf("results", "report", "tiny", "gallery", "pictures"), "*-p0-map.webp");
        return maps.Length;
    }

    private void Write(string key, string percentages = "[0, 0.5]", string compare = "[rise]") => TinySpec.Write(_lcam, text => text
        .Replace("loss: [lcam, cross-entropy]", "loss: lcam", StringComparison.Ordinal)
        .Replace("[0, 0.5]", percentages, StringComparison.Ordinal)
        .Replace("controls: []", $"controls: []\ncompare: {compare}\nexplainers: {{ rise: {{ masks: 12 }} }}", StringComparison.Ordinal) + "\n" + key + "\n");

    private async Task Run(string store)
    {
        var result = await _lcam.Run("run", "tiny.yaml", "--store", store);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private async Task<JsonArray> Plan(string store) => JsonNode.Parse((await _lcam.Run("plan", "tiny.yaml", "--store", store, "--json")).Out)!["stages"]!.AsArray();

    private static string Key(JsonArray plan, string label) => ((string)plan.First(stage => (string)stage!["label"]! == label)!["key"]!)[..12];

    private async Task<string> Table(string store, params string[] args) => (await _lcam.Run(["table", "tiny.yaml", "--store", store, .. args])).Out;

    private string[] Maps(string store) => Directory.GetFiles(_lcam.PathOf(store, "stages"), "maps.npy", SearchOption.AllDirectories);
}
