using System.IO.Abstractions;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Tests.Stages;

public sealed class StageLockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-lock-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Two_attempts_at_one_stage_never_work_at_once_and_the_second_says_so()
    {
        var files = new FileSystem();
        var first = new StageFolder(files, _folder.FullName, Orders.Key('a'), 1);
        var second = new StageFolder(files, _folder.FullName, Orders.Key('a'), 2);
        var other = new StageFolder(files, _folder.FullName, Orders.Key('b'), 1);
        using (StageLock.Take([first]))
        {
            var refused = Assert.Throws<StageBusyException>(() => StageLock.Take([other, second]));
            Assert.Contains("another process is at work on this stage", refused.Message, StringComparison.Ordinal);
            Assert.Null(StageLock.TryTake(second));
            StageLock.Take([other]).Dispose();
        }

        StageLock.TryTake(second)!.Dispose();
        StageLock.Take([second]).Dispose();
    }

    [Fact]
    public async Task One_that_is_let_go_soon_is_waited_for()
    {
        var folder = new StageFolder(new FileSystem(), _folder.FullName, Orders.Key('a'), 1);
        var held = StageLock.Take([folder]);
        var waiting = Task.Run(() => StageLock.Take([folder]));
        await Assert.ThrowsAsync<TimeoutException>(() => waiting.WaitAsync(TimeSpan.FromMilliseconds(20)));
        held.Dispose();
        (await waiting.WaitAsync(TimeSpan.FromSeconds(20))).Dispose();
    }
}
