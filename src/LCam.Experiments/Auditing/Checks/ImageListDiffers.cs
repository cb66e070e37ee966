using System.Text.Json.Nodes;
using LCam.Experiments.Store;
using LCam.Images;
using LCam.Problems;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The images that were measured are those of the list.</summary>
internal sealed class ImageListDiffers() : RowCheck(
    "A2-image-list", AuditLevel.Consistency, "The images that a run measured, or their labels, are not those of its list in its order", "restore the list and the store to what they were")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var lists = new Dictionary<string, (Digest? Digest, string Why)>(StringComparer.Ordinal);
        foreach (var run in subject.InScope.Where(run => run.Succeeded && subject.Stages.GetValueOrDefault(run.StageKey)?.Kind == "measure"))
        {
            var inputs = run.InputsId ?? "";
            if (!lists.TryGetValue(inputs, out var list))
            {
                lists.Add(inputs, list = Digest(subject.Text(run.InputsId)?["evaluation"]));
            }

            if (list.Digest is null)
            {
                yield return Unchecked($"run {run.Id}", list.Why);
            }
            else if (subject.Facts.GetValueOrDefault(run.Id)?.ListDigest is var actual && actual != list.Digest)
            {
                yield return Found($"run {run.Id}", actual is null ? "it measured no image" : list.Why);
            }
        }
    }

    private static (Digest? Digest, string Why) Digest(JsonNode? input)
    {
        if (input is null)
        {
            return (null, "its list is not known");
        }

        var list = (string)input["list"]!;
        try
        {
            var set = ImageSet.Read((string)input["folder"]!, list).First((int?)input["limit"]);
            return (ScoreReader.ListDigest(set.Entries.Select(entry => (entry.Path, entry.Label))), $"the list is {list}");
        }
        catch (ProblemException failure)
        {
            return (null, failure.Problems[0].ToString());
        }
    }
}
