using LCam.Experiments.Engines;
using LCam.Experiments.Running;
using LCam.Experiments.Stages;
using LCam.Experiments.Tests.Running;
using LCam.Experiments.Tests.Stages;

namespace LCam.Experiments.Tests.Engines;

/// <summary>What coordinators count on, whatever the engine: a new one is added here.</summary>
public sealed class EngineContractTests : IDisposable
{
    private static readonly JobId Unknown = JobId.Parse("4711_99");

    private readonly ScriptedSweep _sweep = new();
    private readonly FakeLauncher _launcher = new();

    public static TheoryData<string> Engines => ["local", "in-process", "scripted"];

    public void Dispose() => _sweep.Dispose();

    [Theory]
    [MemberData(nameof(Engines))]
    public void It_has_a_name_of_one_word_room_for_a_job_and_a_time_between_questions(string name)
    {
        using var engine = Make(name);
        Assert.Equal(name, engine.Name);
        Assert.True(engine is { Capacity: > 0, PollInterval.Ticks: > 0 });
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Each_job_has_an_id_of_its_own_that_a_store_can_keep(string name)
    {
        using var engine = Make(name);
        List<JobId> jobs = [.. engine.Submit([[Folder('a')]]).Concat(engine.Submit([[Folder('b'), Folder('c')]])).Select(job => job!.Value)];
        Assert.Equal(2, jobs.Distinct().Count());
        Assert.Equal(jobs, jobs.Select(job => JobId.Parse(job.ToString())));
        Assert.All(engine.Poll(jobs), answer => Assert.Contains(answer.Key, jobs));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_job_that_it_certainly_does_not_know_has_ended_lost_however_often_it_is_asked(string name)
    {
        using var engine = Make(name);
        for (var time = 0; time < 2; time++)
        {
            var answer = engine.Poll([Unknown])[Unknown];
            Assert.Equal((JobState.Ended, JobEndKind.Lost), (answer.State, answer.End!.Kind));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Nothing_comes_of_nothing_and_of_stopping_or_following_what_has_ended(string name)
    {
        using var engine = Make(name);
        Assert.Empty(engine.Submit([]));
        Assert.Empty(engine.Poll([]));
        engine.Cancel([Unknown]);
        engine.Attach(Unknown, [Folder('a')]);
        Assert.Equal(JobState.Ended, engine.Poll([Unknown])[Unknown].State);
    }

    private IEngine Make(string name) => name switch
    {
        "local" => new ProcessEngine(_launcher, 2),
        "in-process" => new InProcessEngine(new StageWorker([new FakeExecutor((_, _) => { })])),
        _ => _sweep.Engine(),
    };

    private StageFolder Folder(char stage)
    {
        var folder = _sweep.Folder(stage);
        folder.WriteOrder(Orders.Classifier(stage));
        return folder;
    }
}
