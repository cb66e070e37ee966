using LCam.Problems;

namespace LCam.Tests.Problems;

public sealed class ProblemCollectorTests
{
    [Fact]
    public void All_problems_are_thrown_at_once_in_their_order()
    {
        var problems = new ProblemCollector();
        Assert.Null(problems.Try<string>(() => throw new ProblemException(ProblemKind.DataMissing, new Problem("a", "is missing"))));
        Assert.Equal("good", problems.Try(() => "good"));
        problems.Try(() => { throw new ProblemException(ProblemKind.DataMissing, new Problem("b", "is missing")); });
        var failure = Assert.Throws<ProblemException>(problems.ThrowIfAny);
        Assert.Equal(["a", "b"], failure.Problems.Select(problem => problem.Where));
        Assert.Equal(ProblemKind.DataMissing, failure.Kind);
    }

    [Fact]
    public void Wrong_input_outweighs_missing_data()
    {
        var problems = new ProblemCollector();
        problems.Add(ProblemKind.DataMissing, [new Problem("a", "is missing")]);
        problems.Add(ProblemKind.InvalidInput, [new Problem("b", "is wrong")]);
        problems.Add(ProblemKind.DataMissing, [new Problem("c", "is missing")]);
        Assert.Equal(ProblemKind.InvalidInput, Assert.Throws<ProblemException>(problems.ThrowIfAny).Kind);
    }

    [Fact]
    public void Without_problems_nothing_is_thrown()
    {
        var problems = new ProblemCollector();
        problems.Add(ProblemKind.InvalidInput, []);
        problems.ThrowIfAny();
    }
}
