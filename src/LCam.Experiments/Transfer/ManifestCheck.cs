using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LCam.Experiments.Planning;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Transfer;

/// <summary>Whether a manifest, which anybody may have written, is one that this program could have.</summary>
internal sealed partial class ManifestCheck(string archive, ArchiveManifest manifest)
{
    private const int LongestPath = 200;

    private static readonly string[] Kinds = [.. Enum.GetNames<StageKind>().Select(kind => kind.ToLowerInvariant())];

    private readonly List<Problem> _problems = [];

    /// <summary>All that is wrong with it.</summary>
    public IReadOnlyList<Problem> Problems()
    {
        foreach (var run in manifest.Runs)
        {
            Check(run);
        }

        Require(manifest.Runs.Select(run => run.Stage.Key).Distinct().Count() == manifest.Runs.Count, "a stage is in it twice");
        var known = manifest.Runs.Select(run => run.Stage.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var cell in manifest.Experiments.SelectMany(experiment => experiment.Cells))
        {
            Require(
                known.Contains(cell.EvaluateKey) && (cell.TrainKey is null || known.Contains(cell.TrainKey)) && (cell.ClassifierKey is null || known.Contains(cell.ClassifierKey)),
                $"the cell '{cell.Label}' has a stage that is not in it");
        }

        return _problems;
    }

    private void Check(ArchivedRun archived)
    {
        var (stage, run) = (archived.Stage, archived.Run);
        if (!Key().IsMatch(stage.Key) || run.Attempt < 1 || run.Id != RunRecord.IdOf(stage.Key, run.Attempt) || run.StageKey != stage.Key)
        {
            Require(false, $"the run '{run.Id}' has a wrong id");
            return;
        }

        Require(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stage.Identity))) == stage.Key, $"the key of run {run.Id} is not that of its settings");
        Require(Kinds.Contains(stage.Kind), $"run {run.Id} is of an unknown kind '{stage.Kind}'");
        Require(run.State == RunState.Succeeded, $"run {run.Id} did not succeed");
        Require(double.IsFinite(run.Seconds), $"run {run.Id} took no time that is a number");
        Require(archived.Files.All(file => IsSafe(file.Path) && file.Bytes >= 0), $"run {run.Id} has a file whose path leads out of its folder, or whose size is impossible");
        Require(archived.Files.Select(file => file.Path).Distinct().Count() == archived.Files.Count, $"run {run.Id} has a file twice");
        Require(
            archived.Artifacts.All(artifact => archived.Files.Any(file => file.Path == artifact.Path && file.Sha256 == artifact.Sha256 && file.Bytes == artifact.Bytes)),
            $"run {run.Id} lacks a file that it left");
    }

    private void Require(bool right, string otherwise)
    {
        if (!right)
        {
            _problems.Add(new Problem(archive, otherwise));
        }
    }

    private static bool IsSafe(string path) => path.Length <= LongestPath
        && path.Split('/').All(segment => segment is not ("" or "." or "..") && Segment().IsMatch(segment));

    [GeneratedRegex("^[0-9a-f]{64}\\z")]
    private static partial Regex Key();

    [GeneratedRegex("^[A-Za-z0-9._+-]+\\z")]
    private static partial Regex Segment();
}
