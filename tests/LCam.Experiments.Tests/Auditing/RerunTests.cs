using LCam.Experiments.Auditing;
using LCam.Experiments.Auditing.Reruns;
using LCam.Experiments.Provenance;
using LCam.Experiments.Stages;
using LCam.Images;
using LCam.Randomness;
using LCam.Weights;
using TorchSharp;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>Runs are executed again from what the store has, and the first image or step that is another is named.</summary>
[Collection(AuditCollection.Name)]
public sealed class RerunTests(FinishedExperiment finished)
{
    private const int Images = 6;
    private const int TrainingImages = 16;
    private const int TrainingBatch = 8;
    private const int StepsPerTraining = 6;
    private const int StepsOfClassifier = 2;

    [Fact]
    public void An_untouched_store_comes_out_bit_identical_and_stays_untouched()
    {
        using var store = finished.Copy();
        var before = store.Hashes();
        var report = Rerun(store);
        Assert.Empty(report.Findings);
        Assert.All(report.Reruns, rerun => Assert.True(rerun.IsIdentical && rerun.Holds && rerun.Promise!.IsExact, rerun.Tell()));
        Assert.Equal([Images, Images, StepsOfClassifier, StepsPerTraining, StepsPerTraining], report.Reruns.Select(rerun => rerun.Compared));
        Assert.Equal(before, store.Hashes());
    }

    [Fact]
    public void One_perturbed_weight_is_found_by_the_first_image_that_it_explains_and_by_its_tensor()
    {
        using var store = finished.Copy();
        Perturb(store.FileOf("train", StageModels.AttentionFile));
        var explained = store.Value<long>("SELECT MIN(image_index) FROM explained_images WHERE class = 0");
        var findings = Rerun(store).Findings;
        var evaluation = Assert.Single(findings, finding => finding.Id == "A4-scores-differ");
        Assert.Contains($"image {explained} (evaluation/", evaluation.Evidence, StringComparison.Ordinal);
        var weights = Assert.Single(findings, finding => finding.Id == "A5-weights-differ");
        Assert.Contains("weight, element 0", weights.Evidence, StringComparison.Ordinal);
        Assert.Equal(2, findings.Count);
    }

    [Fact]
    public void A_perturbed_weight_of_the_classifier_is_found_at_the_first_image_and_the_first_step()
    {
        using var store = finished.Copy();
        Perturb(store.FileOf("classifier", StageModels.ClassifierFile));
        var report = Rerun(store);
        Assert.Equal(2, report.Findings.Count(finding => finding.Id == "A4-scores-differ" && finding.Evidence.StartsWith("image 0 ", StringComparison.Ordinal)));
        Assert.Equal(2, report.Findings.Count(finding => finding.Id == "A5-training-diverges" && finding.Evidence.StartsWith("step 0 of epoch 0, ", StringComparison.Ordinal)));
        Assert.Single(report.Findings, finding => finding.Id == "A5-weights-differ");
    }

    [Fact]
    public void One_changed_pixel_of_an_evaluation_image_is_found_by_that_image_alone()
    {
        using var store = finished.Copy();
        ChangePixel(store.PathOf("data", "evaluation", "00005.png"));
        var report = Rerun(store, AuditLevel.Evaluation);
        Assert.Equal(2, report.Findings.Count);
        Assert.All(report.Findings, finding => Assert.StartsWith("image 4 (evaluation/00005.png), the confidence", finding.Evidence, StringComparison.Ordinal));
        Assert.All(report.Reruns, rerun => Assert.Equal((1, Images), (rerun.Differing, rerun.Compared)));
    }

    [Fact]
    public void One_changed_pixel_of_a_training_image_is_found_at_the_first_step_that_sees_it()
    {
        using var store = finished.Copy();
        const int row = 11;
        ChangePixel(store.PathOf("data", "train", "00012.png"));
        var step = Array.IndexOf(new CounterRandom(1, RandomPurpose.Shuffle).NextPermutation(TrainingImages), row) / TrainingBatch;
        var report = Rerun(store, AuditLevel.Training);
        Assert.Equal(3, report.Findings.Count);
        Assert.All(report.Findings, finding => Assert.StartsWith($"step {step} of epoch 0, ", finding.Evidence, StringComparison.Ordinal));
        Assert.All(report.Reruns, rerun => Assert.Equal(step + 1, rerun.Compared));
    }

    [Fact]
    public void Edited_numbers_are_found_and_named()
    {
        using var store = finished.Copy();
        store.Execute("UPDATE image_scores SET confidence = confidence * 0.5 WHERE image_index = 3 AND percentage = 0.5");
        store.Execute("UPDATE metrics SET value = value + 1e-12 WHERE scope = 'step' AND step = 4 AND name = 'loss'");
        store.Execute("UPDATE metrics SET value = 0.75 WHERE scope = 'run'");
        var findings = Rerun(store).Findings;
        Assert.Equal(2, findings.Count(finding => finding.Evidence.StartsWith("image 3 (evaluation/00004.png), the confidence at percentage 0.5: ", StringComparison.Ordinal)));
        Assert.Equal(2, findings.Count(finding => finding.Evidence.StartsWith("step 4 of epoch 2, loss: ", StringComparison.Ordinal)));
        Assert.Single(findings, finding => finding.Evidence.StartsWith("evaluation-accuracy: 0.75 stored", StringComparison.Ordinal));
    }

    [Fact]
    public void Missing_and_surplus_rows_are_found()
    {
        using var store = finished.Copy();
        store.Execute("DELETE FROM explained_images WHERE image_index = 2");
        store.Execute("INSERT INTO metrics SELECT run_id, scope, epoch, 6, name, value FROM metrics WHERE scope = 'step' AND step = 5");
        var findings = Rerun(store).Findings;
        Assert.Equal(2, findings.Count(finding => finding.Evidence.StartsWith("image 2 (evaluation/00003.png) is not in the store", StringComparison.Ordinal)));
        Assert.Equal(2, findings.Count(finding => finding.Evidence.StartsWith("the training ends after 6 steps, and 1 more are stored", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_forged_environment_gets_no_tolerance()
    {
        using var store = finished.Copy();
        var run = store.Value<string>("SELECT runs.id FROM runs JOIN stages ON key = stage_key WHERE kind = 'measure' ORDER BY runs.id LIMIT 1");
        var other = store.Value<string>("SELECT replace(description, '\"processor\":\"', '\"processor\":\"Forged ') FROM environments");
        store.Execute("INSERT INTO environments VALUES (@id, @other); UPDATE runs SET environment_id = @id WHERE id = @run", new { id = ContentAddress.Of(other), other, run });
        store.Execute("UPDATE image_scores SET confidence = confidence + 1e-9 WHERE run_id = @run", new { run });
        var finding = Assert.Single(Rerun(store, AuditLevel.Evaluation).Findings);
        Assert.Equal("A4-scores-differ", finding.Id);
        Assert.Contains("promised: same bits, the environment recorded is not the one that was sealed", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_is_of_whole_batches_and_steps_are_the_first_ones()
    {
        using var store = finished.Copy();
        store.Execute("UPDATE metrics SET value = 0 WHERE scope = 'step' AND step = 4 AND name = 'loss'");
        foreach (var seed in (long[])[1, 2, 3])
        {
            var report = store.Audit(AllReruns, new RerunOptions { Images = 2, SampleSeed = seed, Steps = 3 });
            Assert.Empty(report.Findings);
            Assert.Equal([3, 3, StepsOfClassifier, 3, 3], report.Reruns.Select(rerun => rerun.Compared));
            Assert.All(report.Reruns, rerun => Assert.True(rerun.IsIdentical, rerun.Tell()));
        }
    }

    [Fact]
    public void A_sample_finds_what_lies_in_it_and_no_more()
    {
        using var store = finished.Copy();
        ChangePixel(store.PathOf("data", "evaluation", "00005.png"));
        var found = Enumerable.Range(0, 8).Select(seed => store.Audit(AllReruns, new RerunOptions { Images = 3, SampleSeed = seed, Steps = 1 }).Findings.Count).Distinct();
        Assert.Equal([0, 2], found.Order());
    }

    [Fact]
    public void What_cannot_be_executed_again_is_a_finding()
    {
        using var store = finished.Copy();
        File.Delete(store.FileOf("train", StageModels.AttentionFile));
        File.Delete(store.PathOf("data", "train", "00003.png"));
        var findings = Rerun(store).Findings;
        Assert.All(findings, finding => Assert.Equal(FindingSeverity.Unchecked, finding.Severity));
        Assert.Single(findings, finding => finding.Id == "A4-not-repeated" && finding.Evidence.Contains("left no attention.safetensors", StringComparison.Ordinal));
        Assert.Equal(3, findings.Count(finding => finding.Id == "A5-not-repeated" && finding.Evidence.Contains("00003.png", StringComparison.Ordinal)));
    }

    [Fact]
    public void Lists_and_orders_that_are_gone_are_findings()
    {
        using var store = finished.Copy();
        File.Delete(store.PathOf("data", "evaluation.txt"));
        File.Delete(store.FileOf("train", "stage.json"));
        var findings = store.Audit(AllReruns, new RerunOptions { Images = 2 }).Findings;
        Assert.Equal(2, findings.Count(finding => finding.Id == "A4-not-repeated" && finding.Evidence.Contains("evaluation.txt", StringComparison.Ordinal)));
        Assert.Single(findings, finding => finding.Id == "A5-not-repeated" && finding.Evidence.Contains("stage.json", StringComparison.Ordinal));
    }

    private static HashSet<AuditLevel> AllReruns { get; } = [AuditLevel.Evaluation, AuditLevel.Training];

    private static AuditReport Rerun(TamperedStore store, params AuditLevel[] levels) => store.Audit(levels.Length == 0 ? AllReruns : [.. levels], new RerunOptions());

    // Of one class of the attention, or of one filter of the classifier.
    private static void Perturb(string path)
    {
        using var scope = torch.NewDisposeScope();
        using var weights = SafetensorsFile.Read(path);
        weights[weights.Names.First(name => name.EndsWith("weight", StringComparison.Ordinal))].view(-1)[0] += 0.5;
        SafetensorsFile.Write(path, weights);
    }

    private static void ChangePixel(string path)
    {
        var image = ImageDecoder.Decode(path);
        var middle = 3 * ((image.Height / 2 * image.Width) + (image.Width / 2));
        image.Pixels[middle] ^= 0x80;
        PngFile.Write(path, image);
    }
}
