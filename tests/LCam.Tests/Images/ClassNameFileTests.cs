using LCam.Images;
using LCam.Problems;

namespace LCam.Tests.Images;

public sealed class ClassNameFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-names-");

    private string Names => Path.Combine(_folder.FullName, "names.txt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("ant\nbee\ncat\n")]
    [InlineData("ant\r\nbee\r\ncat")]
    public void A_line_is_a_class(string text)
    {
        File.WriteAllText(Names, text);
        Assert.Equal(["ant", "bee", "cat"], ClassNameFile.Read(Names, 3));
    }

    [Theory]
    [InlineData("""["ant", "bee","cat"]""", null)]
    [InlineData("""["ant", 2]""", "has other items than texts")]
    [InlineData("""["ant", """, "is no JSON")]
    [InlineData("""["ant", " ", "cat"]""", "the name of class 1 is empty")]
    [InlineData("""["ant"]""", "has 1 names, the classifier has 3 classes")]
    public void A_JSON_list_of_texts_does_as_well(string text, string? problem)
    {
        File.WriteAllText(Names, text);
        if (problem is null)
        {
            Assert.Equal(["ant", "bee", "cat"], ClassNameFile.Read(Names, 3));
        }
        else
        {
            Assert.Contains(problem, Assert.Throws<ProblemException>(() => ClassNameFile.Read(Names, 3)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_empty_line_at_the_end_is_one_too_many()
    {
        File.WriteAllText(Names, "ant\nbee\n\n");
        Assert.Equal($"{Names}:3: the line is empty (give each class a name)", Assert.Throws<ProblemException>(() => ClassNameFile.Read(Names, 3)).Problems[0].ToString());
    }

    [Fact]
    public void What_never_ends_and_what_is_far_too_large_is_no_file_of_class_names()
    {
        using (var stream = File.Create(Names))
        {
            stream.SetLength(1L << 32);
        }

        Assert.Contains("is the limit", Assert.Throws<ProblemException>(() => ClassNameFile.Read(Names, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("found a device", Assert.Throws<ProblemException>(() => ClassNameFile.Read("/dev/zero", 3)).Message, StringComparison.Ordinal);
        Assert.Contains("found a folder", Assert.Throws<ProblemException>(() => ClassNameFile.Read(_folder.FullName, 3)).Message, StringComparison.Ordinal);
    }
}
