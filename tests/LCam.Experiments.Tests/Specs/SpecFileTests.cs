using System.IO.Abstractions.TestingHelpers;
using CsCheck;
using LCam.Experiments.Specs;
using LCam.Problems;

namespace LCam.Experiments.Tests.Specs;

public sealed class SpecFileTests
{
    [Fact]
    public void A_file_that_is_not_there_is_named_with_the_one_that_was_probably_meant()
    {
        var problem = ProblemOf("/specs/quikstart.yaml", "name: x"u8.ToArray(), at: "/specs/quickstart.yaml");
        Assert.Equal("there is no spec at /specs/quikstart.yaml", problem.What);
        Assert.Equal("did you mean 'quickstart.yaml'?", problem.Remedy);
    }

    [Fact]
    public void A_folder_is_no_spec() =>
        Assert.Equal("this is a folder, not a spec file", ProblemOf("/specs", [], at: "/specs/a.yaml").What);

    [Fact]
    public void Text_that_is_not_utf8_is_named_by_line() =>
        Assert.Equal("/a.yaml:2", ProblemOf("/a.yaml", [.. "name: x\ndescription: "u8, 0xE9, (byte)'\n']).Where);

    [Fact]
    public void A_binary_file_is_said_to_be_one() =>
        Assert.StartsWith("this is a binary file", ProblemOf("/a.yaml", [0x7F, 0x45, 0, 1]).What, StringComparison.Ordinal);

    [Fact]
    public void Whatever_the_bytes_only_problems_escape() =>
        Gen.Byte.Array[0, 60].Sample(bytes => ReadsOrHasProblems(bytes), iter: 2000);

    [Fact]
    public void However_a_good_spec_is_damaged_only_problems_escape()
    {
        var good = SpecFixture.Good;
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Int[0, 12], Gen.String[Gen.Char["{}[]:,-&*!|>'\"%@`#~<$ \n\tab1.="], 0, 4])
            .Sample(
                (at, length, text) => ReadsOrHasProblems(System.Text.Encoding.UTF8.GetBytes(good[..at] + text + good[Math.Min(good.Length, at + length)..])),
                iter: 2000);
    }

    private static bool ReadsOrHasProblems(byte[] bytes)
    {
        try
        {
            return Read("/a.yaml", bytes, "/a.yaml").Name.Length > 0;
        }
        catch (ProblemException error)
        {
            return error.Problems.Count > 0 && error.Problems.All(problem => problem.Where.StartsWith("/a.yaml", StringComparison.Ordinal));
        }
    }

    private static Problem ProblemOf(string path, byte[] bytes, string? at = null) =>
        Assert.Single(Assert.Throws<ProblemException>(() => Read(path, bytes, at ?? path)).Problems);

    private static ExperimentSpec Read(string path, byte[] bytes, string at)
    {
        var fileSystem = new MockFileSystem(new Dictionary<string, MockFileData> { [at] = new(bytes) });
        return SpecReader.Read(path, [], _ => null, fileSystem);
    }
}
