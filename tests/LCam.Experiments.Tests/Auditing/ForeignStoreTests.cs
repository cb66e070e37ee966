using System.IO.Abstractions;
using LCam.Experiments.Auditing;
using LCam.Experiments.Provenance;
using LCam.Experiments.Tests.Transfer;
using Mono.Unix.Native;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>What a store names that came from elsewhere is never where a program is started, and never read without end.</summary>
public sealed class ForeignStoreTests : IDisposable
{
    private readonly TransferFixture _fixture = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-foreign-");
    private readonly Recording _programs = new();

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Git_is_not_started_where_a_run_says_that_it_came_from()
    {
        var root = Path.Combine(_fixture.Store.Folder, "stages", _fixture.Train.StageKey, "1");
        Directory.CreateDirectory(Path.Combine(root, ".git"));
        Source($$"""{"branch":"main","commit":"{{new string('2', 40)}}","dirty":false,"folder":"/there","root":"{{root}}","version-control":"git"}""");
        var finding = Assert.Single(Audit(AuditLevel.Provenance, "A3-diff"));
        Assert.Equal(FindingSeverity.Unchecked, finding.Severity);
        Assert.Contains("in no git repository; audit in the repository", finding.Evidence, StringComparison.Ordinal);
        Assert.NotEmpty(_programs.Arguments);
        Assert.DoesNotContain(_programs.Arguments, argument => argument.Contains(root, StringComparison.Ordinal) || argument.StartsWith("222", StringComparison.Ordinal));
    }

    [Fact]
    public void A_commit_that_is_an_option_never_reaches_git()
    {
        Assert.Equal(0, new ProgramRunner().Run("git", ["init", "--quiet", _folder.FullName])!.ExitCode);
        Source("""{"branch":"main","commit":"--output=evil","dirty":true,"diff":"","folder":"/there","root":"/there","version-control":"git"}""");
        Assert.Contains("is no commit's id", Assert.Single(Audit(AuditLevel.Provenance, "A3-diff")).Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain(_programs.Arguments, argument => argument.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pipe_and_a_device_as_inputs_are_findings()
    {
        var pipe = Path.Combine(_folder.FullName, "pipe");
        Assert.Equal(0, Syscall.mkfifo(pipe, FilePermissions.DEFFILEMODE));
        var key = _fixture.Train.StageKey;
        _fixture.Store.Provenance.Save(_fixture.Train.Id, new RunProvenance("{}", $$$"""{"a":{"file":"{{{pipe}}}","sha256":"{{{key}}}"},"b":{"file":"/dev/zero","sha256":"{{{key}}}"}}"""));
        Assert.Equal(
            ["could not be checked: expected a regular file, found a pipe", "could not be checked: expected a regular file, found a device"],
            Audit(AuditLevel.Integrity, "A1-input-changed").Where(finding => !finding.Subject.Contains("/there/", StringComparison.Ordinal)).Select(finding => finding.Evidence));
    }

    [Fact]
    public void A_pipe_in_the_place_of_a_runs_file_is_no_wait_without_end()
    {
        var journal = _fixture.Folder.PathOf(_fixture.Train.StageKey, 1, "journal.jsonl");
        File.Delete(journal);
        Assert.Equal(0, Syscall.mkfifo(journal, FilePermissions.DEFFILEMODE));
        Assert.Contains("found a pipe", Assert.Throws<LCam.Problems.ProblemException>(() => _fixture.Export(Path.Combine(_folder.FullName, "x.zip"))).Message, StringComparison.Ordinal);
    }

    private void Source(string source)
    {
        foreach (var run in new[] { _fixture.Train, _fixture.Measure })
        {
            _fixture.Store.Provenance.Save(run.Id, new RunProvenance(source, "{}"));
        }
    }

    private IReadOnlyList<Finding> Audit(AuditLevel level, string id) =>
    [
        .. new Auditor(new FileSystem(), _programs, TimeProvider.System, _ => null)
            .Audit(_fixture.Store.Folder, new AuditOptions(null, new HashSet<AuditLevel> { level }) { Sources = _folder.FullName })
            .Findings.Where(finding => finding.Id == id),
    ];

    private sealed class Recording : IProgramRunner
    {
        private readonly ProgramRunner _programs = new();

        public List<string> Arguments { get; } = [];

        public ProgramResult? Run(string program, IReadOnlyList<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null)
        {
            Arguments.AddRange(arguments);
            return _programs.Run(program, arguments, input, environment);
        }
    }
}
