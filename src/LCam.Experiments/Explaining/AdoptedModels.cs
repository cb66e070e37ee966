using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Experiments.Adopting;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Explaining;

/// <summary>Runs made elsewhere, among those that explain: the last snapshot of each is a trained model in a file.</summary>
internal static class AdoptedModels
{
    /// <summary>The request with such runs as the files of their models, and with the sizes of image that they were trained on where it names none.</summary>
    /// <exception cref="ProblemException">The store is not there, or a name means several runs.</exception>
    public static ExplainRequest Resolve(ExplainRequest request, Func<ExperimentStore> openStore)
    {
        if (request.Runs.Count == 0)
        {
            return request;
        }

        using var store = openStore();
        var (runs, files, classifier) = (new List<string>(), new List<string>(request.Attentions), request.Classifier);
        foreach (var id in request.Runs)
        {
            if (store.Adopted.Find(id, TrainedRunReader.Option) is not { } run)
            {
                runs.Add(id);
                continue;
            }

            var record = Record(run);
            var last = AdoptedRecord.Last(record);
            var file = run.Files.First(one => one.Role == AdoptedFile.SnapshotRole && one.Name == last);
            files.Add($"{record["model"]}={(file.Kept ? Path.Combine(store.Folder, file.Copy) : file.Path)}");
            classifier = classifier with { InputSize = classifier.InputSize ?? (int?)record["input-size"], CropSize = classifier.CropSize ?? (int?)record["crop-size"] };
        }

        return runs.Count == request.Runs.Count ? request : request with { Runs = runs, Attentions = files, Classifier = classifier };
    }

    private static JsonObject Record(AdoptedRun run)
    {
        try
        {
            return AdoptedRecord.Parse(run);
        }
        catch (Exception failure) when (failure is JsonException)
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(TrainedRunReader.Option, $"the record of {run.Id} cannot be read", "'lcam audit' says what is wrong with the store"), failure);
        }
    }
}
