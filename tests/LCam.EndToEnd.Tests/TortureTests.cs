using System.Diagnostics;
using System.Globalization;
using LCam.Randomness;
using Xunit.Abstractions;

namespace LCam.EndToEnd.Tests;

/// <summary>
/// A sweep whose processes are killed at random moments, coordinator and worker in turn, and run again each time. Short
/// among the tests; <c>make torture</c> sets a larger sweep and more kills by environment variables.
/// </summary>
public sealed class TortureTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 1;

    private readonly Lcam _straight = Program();
    private readonly Lcam _broken = Program();

    public void Dispose()
    {
        _straight.Dispose();
        _broken.Dispose();
    }

    [Fact]
    public async Task A_sweep_that_is_killed_at_random_moments_ends_with_the_bits_of_one_that_never_was()
    {
        var kills = int.Parse(Setting("LCAM_TORTURE_KILLS", "5"), CultureInfo.InvariantCulture);
        var epochs = Setting("LCAM_TORTURE_EPOCHS", "30");
        var spec = Setting("LCAM_TORTURE_SPEC", "");
        Write(_straight, spec, epochs);
        Write(_broken, spec, epochs);
        var watch = Stopwatch.StartNew();
        var uninterrupted = await Run(_straight);
        Assert.True(uninterrupted.ExitCode == 0, uninterrupted.ToString());
        var (alone, random) = (watch.Elapsed, new CounterRandom(Seed, RandomPurpose.Sampling));
        var (done, early, ended) = (0, 0, new SortedDictionary<int, int>());
        while (done < kills)
        {
            // A sweep that comes to its end between two kills is begun anew, so that all kills hit work.
            var result = await RunAndKill(done % 2 == 0, TimeSpan.FromSeconds(random.NextDouble(0.3, 4)));
            ended[result.ExitCode] = ended.GetValueOrDefault(result.ExitCode) + 1;
            if (result.ExitCode is not 0)
            {
                done++;
            }
            else
            {
                await Compare();
                early++;
                Directory.Delete(_broken.PathOf("results"), recursive: true);
            }

            Assert.True(result.ExitCode is 0 or 3 or 137, result.ToString());
        }

        var last = await Run(_broken);
        Assert.True(last.ExitCode == 0, last.ToString());
        await Compare();
        output.WriteLine(FormattableString.Invariant(
            $"{done} kills ({string.Join(", ", ended.Select(pair => $"exit code {pair.Key}: {pair.Value}"))}), {early + 1} sweeps compared with the uninterrupted one ({alone.TotalSeconds:F0} s): metrics, scores, weights and checkpoints equal bit by bit"));
    }

    private async Task Compare()
    {
        Assert.Equal(await StoreNumbers.Of(_straight), await StoreNumbers.Of(_broken));
        Assert.Equal(StoreNumbers.Files(_straight), StoreNumbers.Files(_broken));
    }

    private static Lcam Program() => Setting("LCAM_TORTURE_SPEC", "").Length > 0 ? Lcam.ForLongWork() : new Lcam();

    private static Task<LcamResult> Run(Lcam lcam) => lcam.Run("run", "tiny.yaml", "--threads", "1");

    // From the first stage's start on: before that there is nothing to lose.
    private Task<LcamResult> RunAndKill(bool coordinator, TimeSpan after) => _broken.RunAndAct(
        process => _ = Task.Run(async () =>
        {
            await Task.Delay(after);
            foreach (var victim in coordinator ? [process] : Processes.ChildrenOf(process))
            {
                Processes.TrySignal(victim, Lcam.Kill);
            }
        }),
        line => line.StartsWith('['),
        "run", "tiny.yaml", "--threads", "1");

    private static string Setting(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;

    private static void Write(Lcam lcam, string spec, string epochs)
    {
        if (spec.Length > 0)
        {
            // Its paths are relative to its own folder; data and results then lie in the program's.
            var text = File.ReadAllText(spec).Replace("../results/", "results/", StringComparison.Ordinal);
            File.WriteAllText(lcam.PathOf("tiny.yaml"), text.Replace("training:\n", "training:\n  checkpoint-every: 20\n  checkpoint-seconds: 100000\n", StringComparison.Ordinal));
            return;
        }

        TinySpec.Write(lcam, text => text
            .Replace("epochs: 3,", $"epochs: {epochs}, checkpoint-seconds: 100000,", StringComparison.Ordinal)
            .Replace("checkpoint-every: 2,", "checkpoint-every: 20,", StringComparison.Ordinal));
    }
}
