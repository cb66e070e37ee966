using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace LCam.Cli.Tests;

/// <summary>A run that others made is in the store like ours, and marked; whatever is changed in it there is found.</summary>
public sealed class AdoptedRunTests(AdoptedStore adopted) : IClassFixture<AdoptedStore>, IDisposable
{
    private const string Second = "imagenet_epoch_1_glo_step_12.pth.tar";

    private readonly LocalLcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [SharedDataFact]
    public void An_adopted_run_is_shown_listed_and_audited_without_a_finding()
    {
        adopted.CopyTo(_lcam);
        var shown = Ok("show", AdoptedStore.Name, "--store", "store");
        Assert.Contains("made elsewhere, by the reference's own scripts", shown.Out, StringComparison.Ordinal);
        Assert.Matches(@"\n  batch_size +4 *\n", shown.Out);
        Assert.Matches(@"\nseed +unknown: the script sets none", shown.Out);
        Assert.Contains("epoch 2: loss 16.107", shown.Out, StringComparison.Ordinal);
        Assert.Contains("percentage 0.85  increase-in-confidence  claimed 12.5 (the evaluation script)  measured 12.5", shown.Out, StringComparison.Ordinal);
        var run = JsonNode.Parse(Ok("show", "adopted-", "--store", "store", "--json").Out)!;
        Assert.True((bool)run["made-elsewhere"]!);
        Assert.Equal(18, run["losses"]!.AsArray().Count);
        Assert.All(run["files"]!.AsArray(), file => Assert.Equal((string)file!["role"]! != "weights", (bool)file["kept"]!));
        Assert.Contains("authors (made elsewhere)", Ok("runs", "--store", "store").Out, StringComparison.Ordinal);
        var listed = JsonNode.Parse(Ok("runs", "--store", "store", "--json", "--where", "ad@0.5<58.85 and state=adopted", "--columns", "backbone,loss,threads,started").Out)!.AsArray();
        Assert.Equal("""{"backbone":"resnet50","loss":"lcam","threads":null,"started":null}""", Assert.Single(listed)!.ToJsonString());
        Assert.Contains("runs that were made elsewhere: 1", Ok("status", "--store", "store").Error, StringComparison.Ordinal);
        Assert.Contains("0 findings in 0 runs and 1 events", Ok("audit", "--store", "store").Error, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void Adopting_the_same_folder_again_changes_nothing_but_puts_back_what_was_lost()
    {
        Ok(Adopt());
        var before = File.ReadAllBytes(_lcam.PathOf("store/lcam.db"));
        Assert.Contains("is adopted already as adopted-", Ok(Adopt("--name", "other")).Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_lcam.PathOf("store/lcam.db")));

        var copy = Copy(Second);
        File.WriteAllText(copy, "x");
        Assert.Contains("1 of its files that the store had lost or changed are there again", Ok(Adopt()).Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(Path.Combine(AdoptedStore.Past("ResNet50_L_CAM_Img"), Second)), File.ReadAllBytes(copy));
        Ok("audit", "--store", "store");
    }

    [SharedDataTheory]
    [InlineData("UPDATE adopted_runs SET record = replace(record, '\"known\":true,\"value\":0.01', '\"known\":true,\"value\":0.02')", "A1-adopted-rows A2-adopted", "settings.lr.value: recorded 0.02, its files give 0.01")]
    [InlineData("UPDATE adopted_runs SET record = replace(record, 'global-counter\":12', 'global-counter\":13')", "A1-adopted-rows A2-adopted", "global-counter: recorded 13, its files give 12")]
    [InlineData("UPDATE adopted_runs SET record = replace(record, '\"measured\":58.8', '\"measured\":57.8')", "A1-adopted-rows A2-adopted", "claims: 1 are not what was measured")]
    [InlineData("UPDATE adopted_metrics SET value = 16 WHERE epoch = 1 AND name = 'loss'", "A1-adopted-rows A2-adopted", "losses: those recorded are not those of its record")]
    [InlineData("UPDATE adopted_runs SET adopted = '2020-01-01T00:00:00.0000000Z'", "A1-adopted-rows", "rows of adopted_runs: event 1 binds")]
    [InlineData("UPDATE adopted_files SET name = 'x' WHERE name LIKE '%_glo_step_6.pth.tar'", "A1-adopted-rows A1-adopted-file A2-adopted", "expected the id adopted-")]
    [InlineData("DELETE FROM events", "A1-adopted-rows", "no event tells of its adoption")]
    public void What_is_changed_in_the_rows_of_an_adopted_run_is_found(string sql, string findings, string evidence)
    {
        adopted.CopyTo(_lcam);
        Execute(sql);
        AssertFound(findings, evidence);
    }

    [SharedDataTheory]
    [InlineData(Second)]
    [InlineData("train_record.csv")]
    [InlineData("train24.txt")]
    [InlineData("evaluation-output.txt")]
    public void A_copy_that_is_changed_or_gone_is_found(string name)
    {
        adopted.CopyTo(_lcam);
        var copy = Copy(name);
        var bytes = File.ReadAllBytes(copy);
        bytes[^20] ^= 1;
        File.WriteAllBytes(copy, bytes);
        AssertFound("A1-adopted-file A2-adopted", "expected the hash ");
        File.Delete(copy);
        AssertFound("A1-adopted-file A2-adopted", "is gone");
    }

    [SharedDataFact]
    public void A_run_with_findings_is_refused_or_keeps_them_for_every_audit()
    {
        CopyPast();
        var record = _lcam.PathOf("past/train_record.csv");
        File.WriteAllText(record, File.ReadAllText(record).Replace("1,16.5859", "1,15.5859", StringComparison.Ordinal));
        var refused = _lcam.Run(["adopt", "past", "--store", "store", "--threads", "1", .. AdoptedStore.Evidence]);
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("nothing was adopted: see to the findings", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_lcam.PathOf("store")));

        Ok(["adopt", "past", "--store", "store", "--threads", "1", "--accept-findings", .. AdoptedStore.Evidence]);
        Assert.Contains("accepted finding adopted-losses", Ok("show", "past", "--store", "store").Out, StringComparison.Ordinal);
        AssertFound("A3-adopted-accepted", "expected the loss of epoch 1 to be its parts' sum 16.5860, found 15.5859");
    }

    [SharedDataFact]
    public void Snapshots_that_are_not_copied_are_looked_at_where_they_are()
    {
        CopyPast();
        Ok("adopt", "past", "--store", "store", "--threads", "1", "--no-copy");
        Assert.Single(Directory.GetFileSystemEntries(_lcam.PathOf("store/adopted")));
        Ok("audit", "--store", "store");
        File.Delete(_lcam.PathOf("past", Second));
        var audit = _lcam.Run("audit", "--store", "store");
        Assert.Equal(5, audit.ExitCode);
        Assert.Contains("was not copied, and is not at ", audit.Out, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void Garbage_collection_leaves_what_an_adopted_run_has()
    {
        adopted.CopyTo(_lcam);
        var before = _lcam.Files();
        foreach (var path in Directory.GetFiles(_lcam.PathOf("store/adopted")).Append(_lcam.PathOf("store/adopted/left")))
        {
            File.AppendAllText(path, "");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-1));
        }

        Assert.Contains("adopted/left", Ok("gc", "--yes", "--store", "store").Out, StringComparison.Ordinal);
        Assert.Equal(before, _lcam.Files());
    }

    [SharedDataFact]
    public void What_is_changed_in_the_trainings_output_is_found()
    {
        File.WriteAllText(_lcam.PathOf("output.txt"), File.ReadAllText(AdoptedStore.Past("training-output.txt")).Replace("19.2036 (16.8194)", "19.2036 (16.8195)", StringComparison.Ordinal));
        var result = _lcam.Run("adopt", AdoptedStore.Past("ResNet50_L_CAM_Img"), "--check", "--threads", "1", "--training-output", "output.txt");
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("adopted-output  error  output.txt:3: expected loss of epoch 0 as in train_record.csv:24, 16.8194, found 16.8195", result.Out, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void A_claim_is_held_against_the_measurement_as_far_as_its_digits_go()
    {
        File.WriteAllText(_lcam.PathOf("claims.csv"), """
            model,percentage,measure,value,source
            ResNet50_L_CAM_Img,0,ad,63.55,"a paper, table 2"
            ResNet50_L_CAM_Img,0,ad,63.56,a talk
            VGG16_L_CAM_Img,0.5,ic,1,"a paper, table 2"
            ResNet50_L_CAM_Img,0.85,increase-in-confidence,12,a talk
            """);
        var result = _lcam.Run(
            "adopt", AdoptedStore.Past("ResNet50_L_CAM_Img"), "--check", "--threads", "1", "--json",
            "--claims", "claims.csv", "--evaluation-list", AdoptedStore.Past("eval24.txt"), "--images", SharedData.Path("imagenet-mini", "images"));
        Assert.Equal(4, result.ExitCode);
        var report = JsonNode.Parse(result.Out)!;
        Assert.Equal(3, report["measured"]!.AsArray().Count);
        var finding = Assert.Single(report["findings"]!.AsArray())!;
        Assert.Contains("claims.csv:3 claims 63.56 (a talk), measured 63.5492", (string)finding["evidence"]!, StringComparison.Ordinal);
    }

    [SharedDataTheory]
    [InlineData("model,value\n", "claims.csv:1: expected the header 'model,percentage,measure,value,source'")]
    [InlineData("ResNet50_L_CAM_Img,0,ad,1\n", "claims.csv:2: expected 5 fields")]
    [InlineData("ResNet50_L_CAM_Img,0,ad,1,\"a\n", "claims.csv:2: expected 5 fields")]
    [InlineData("ResNet50_L_CAM_Img,50,ad,1,a\n", "claims.csv:2:percentage: expected the share of muted pixels, 0 to 1, found '50'")]
    [InlineData("ResNet50_L_CAM_Img,0,auc,1,a\n", "claims.csv:2:measure: expected one of average-drop")]
    [InlineData("ResNet50_L_CAM_Img,0,ad,101,a\n", "claims.csv:2:value: expected a number of percent")]
    [InlineData("ResNet50_L_CAM_Img,0,ad,1,\n", "claims.csv:2:source: nobody claims it")]
    [InlineData("ResNet50_L_CAM_Img,0,ad,1,a\nResNet50_L_CAM_Img,0,AD,2,a\n", "claims.csv:3: average-drop at percentage 0 is claimed twice by a")]
    [InlineData("VGG16_L_CAM_Img,0,ad,1,a\n", "claims.csv: claims nothing of ResNet50_L_CAM_Img")]
    public void Whatever_is_wrong_with_a_file_of_claims_is_said(string lines, string message)
    {
        File.WriteAllText(_lcam.PathOf("claims.csv"), lines.StartsWith("model", StringComparison.Ordinal) ? lines : "model,percentage,measure,value,source\n" + lines);
        _lcam.HasNumericLibrary = false;
        _lcam.Run("adopt", AdoptedStore.Past("ResNet50_L_CAM_Img"), "--claims", "claims.csv", "--evaluation-list", AdoptedStore.Past("eval24.txt"), "--images", SharedData.Path("imagenet-mini", "images"))
            .AssertRefused(2, message);
    }

    [SharedDataFact]
    public void What_is_for_our_own_runs_alone_says_so_of_an_adopted_one()
    {
        adopted.CopyTo(_lcam);
        _lcam.Run("export", "adopted-", "--store", "store", "--output", "a.zip").AssertRefused(2, "was made elsewhere: this is for runs that lcam made");
        _lcam.Run("tag", "adopted-", "best", "--store", "store").AssertRefused(2, "was made elsewhere: this is for runs that lcam made");
        _lcam.Run("adopt", "x", "--check", "--name", "y").AssertRefused(2, "--name says how a run is taken in");
    }

    private static string[] Adopt(params string[] more) => ["adopt", AdoptedStore.Past("ResNet50_L_CAM_Img"), "--store", "store", "--threads", "1", .. AdoptedStore.Evidence, .. more];

    private LcamResult Ok(params string[] arguments)
    {
        var result = _lcam.Run(arguments);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result;
    }

    private void AssertFound(string findings, string evidence)
    {
        var audit = _lcam.Run("audit", "--store", "store", "--json");
        Assert.Equal(4, audit.ExitCode);
        var found = JsonNode.Parse(audit.Out)!["findings"]!.AsArray();
        Assert.Equal(findings, string.Join(' ', found.Select(finding => (string)finding!["id"]!).Distinct()));
        Assert.Contains(found, finding => ((string)finding!["evidence"]!).Contains(evidence, StringComparison.Ordinal));
    }

    private string Copy(string name) => (string)JsonNode.Parse(Ok("show", "adopted-", "--store", "store", "--json").Out)!["files"]!.AsArray().Single(file => (string)file!["name"]! == name)!["path"]!;

    private void CopyPast()
    {
        Directory.CreateDirectory(_lcam.PathOf("past"));
        foreach (var file in Directory.EnumerateFiles(AdoptedStore.Past("ResNet50_L_CAM_Img")))
        {
            File.WriteAllBytes(_lcam.PathOf("past", Path.GetFileName(file)), File.ReadAllBytes(file));
        }
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_lcam.PathOf("store/lcam.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.True(command.ExecuteNonQuery() > 0);
    }
}
