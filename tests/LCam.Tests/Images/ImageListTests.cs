using LCam.Images;
using LCam.Problems;

namespace LCam.Tests.Images;

public sealed class ImageListTests
{
    [Theory]
    [InlineData("a.png")]
    [InlineData("./a.png")]
    [InlineData(".//a.png")]
    [InlineData("x/../a.png")]
    [InlineData("x/./y/../../a.png")]
    [InlineData("x\\..\\a.png")]
    public void One_image_has_one_name(string written)
    {
        using var images = new TemporaryImages();
        File.WriteAllText(images.ListPath, $"{written} 3\na.png 4\n");
        Assert.Equal(["a.png", "a.png"], images.Set.Entries.Select(entry => entry.Path));
        Assert.Equal(1, ImageSetReport.Of(images.Set.Entries).Duplicates);
    }

    [Theory]
    [InlineData(".hidden/.a.png")]
    [InlineData("a..b/c.png")]
    [InlineData("...png")]
    public void Dots_within_a_name_are_its_own(string written)
    {
        using var images = new TemporaryImages();
        File.WriteAllText(images.ListPath, $"{written} 3\n");
        Assert.Equal(written, Assert.Single(images.Set.Entries).Path);
    }

    [Theory]
    [InlineData("./ 3")]
    [InlineData("x/.. 3")]
    public void A_name_of_a_folder_is_no_image(string line)
    {
        using var images = new TemporaryImages();
        File.WriteAllText(images.ListPath, line);
        Assert.Contains("names no file", Assert.Throws<ProblemException>(() => images.Set).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_line_is_refused_with_its_number()
    {
        using var images = new TemporaryImages();
        File.WriteAllText(images.ListPath, "a.png 1\r\n" + new string('a', ImageList.MaxLine + 1));
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => images.Set).Problems);
        Assert.Equal(images.ListPath + ":2", problem.Where);
    }

    [Fact]
    public void Every_known_form_of_a_line_is_read()
    {
        var entries = Read("a/b.JPEG 3\r\n\r\nname 0\n  c.png;4  \nd e.jpg;5 6\n\tf.jpg\t7\ng\\h.jpg 8");
        ImageListEntry[] expected =
        [
            new("a/b.JPEG", 3, 1), new("name.jpg", 0, 3), new("c.png", 4, 4), new("d e.jpg", 5, 5), new("f.jpg", 7, 6), new("g/h.jpg", 8, 7),
        ];
        Assert.Equal(expected, entries);
    }

    [Theory]
    [InlineData("a.jpg", "the label is missing")]
    [InlineData("a.jpg;", "the label is missing")]
    [InlineData("a.jpg x", "the label 'x' is not a whole number")]
    [InlineData("my image.jpg 3", "the label 'image.jpg' is not a whole number")]
    [InlineData("a.jpg 1.5", "the label '1.5' is not a whole number")]
    [InlineData("a.jpg -1", "the label -1 is not in 0..9")]
    [InlineData("a.jpg 10", "the label 10 is not in 0..9")]
    [InlineData("a.jpg 3 10", "the label 10 is not in 0..9")]
    [InlineData("a.jpg 99999999999", "the label '99999999999' is not a whole number")]
    [InlineData("/etc/a.jpg 1", "absolute")]
    [InlineData("C:\\a.jpg 1", "absolute")]
    [InlineData("../a.jpg 1", "leaves the image folder")]
    [InlineData("a/../../b.jpg 1", "leaves the image folder")]
    [InlineData("..\\b.jpg 1", "leaves the image folder")]
    [InlineData(";1", "the path is empty")]
    [InlineData("a\0.jpg 1", "zero character")]
    public void A_bad_line_is_named_with_its_number(string line, string what)
    {
        var failure = Assert.Throws<ProblemException>(() => Read($"good.jpg 1\n{line}\n", classes: 10));
        var problem = Assert.Single(failure.Problems);
        Assert.EndsWith("list.txt:2", problem.Where, StringComparison.Ordinal);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void All_bad_lines_are_counted_and_the_first_twenty_named()
    {
        var lines = Enumerable.Range(0, 50).Select(i => i % 2 == 0 ? "good.jpg 1" : "bad");
        var failure = Assert.Throws<ProblemException>(() => Read(string.Join('\n', lines)));
        Assert.Equal(21, failure.Problems.Count);
        Assert.EndsWith("list.txt:40", failure.Problems[19].Where, StringComparison.Ordinal);
        Assert.Equal("5 more bad lines, 25 in all", failure.Problems[20].What);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n \n")]
    public void An_empty_list_is_an_error(string text)
    {
        var failure = Assert.Throws<ProblemException>(() => Read(text));
        Assert.Equal("the list has no images", Assert.Single(failure.Problems).What);
    }

    [Fact]
    public void A_missing_list_is_missing_data()
    {
        var failure = Assert.Throws<ProblemException>(() => ImageList.Read("/no/such/list.txt"));
        Assert.Equal(ProblemKind.DataMissing, failure.Kind);
        Assert.Equal("/no/such/list.txt", failure.Problems[0].Where);
    }

    [Fact]
    public void A_folder_in_place_of_a_list_is_an_error()
    {
        using var images = new TemporaryImages();
        var failure = Assert.Throws<ProblemException>(() => ImageList.Read(images.Folder));
        Assert.Equal("this is a folder, not a file", failure.Problems[0].What);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        using var images = new TemporaryImages();
        ImageListEntry[] entries = [new("a/b.png", 4, 1), new("with space.png", 0, 2), new("a/b.png", 5, 3)];
        ImageList.Write(images.ListPath, entries);
        Assert.Equal("a/b.png 4\nwith space.png;0\na/b.png 5\n", File.ReadAllText(images.ListPath));
        Assert.Equal(entries, ImageList.Read(images.ListPath));
        Assert.Equal(1, ImageList.CountDuplicates(entries));
    }

    [Fact]
    public void A_list_that_cannot_be_written_names_the_file()
    {
        var failure = Assert.Throws<ProblemException>(() => ImageList.Write("/proc/no/list.txt", []));
        Assert.Equal("/proc/no/list.txt", failure.Problems[0].Where);
    }

    [Fact]
    public void Check_names_every_missing_image_by_its_line()
    {
        using var images = new TemporaryImages(count: 30);
        Assert.Empty(images.Set.Check());
        for (var index = 4; index < 28; index++)
        {
            File.Delete(Path.Combine(images.Folder, "images", $"{index}.png"));
        }

        var problems = images.Set.Check(workers: 2);
        Assert.Equal(21, problems.Count);
        Assert.Equal($"{images.ListPath}:5", problems[0].Where);
        Assert.Contains("images/4.png", problems[0].What, StringComparison.Ordinal);
        Assert.Equal("4 more missing images, 24 in all", problems[20].What);
    }

    [Fact]
    public void Check_of_a_missing_folder_is_one_problem()
    {
        var set = new ImageSet("/no/such/folder", "list.txt", [new("a.jpg", 1, 1), new("b.jpg", 1, 2)]);
        Assert.Equal("/no/such/folder", Assert.Single(set.Check()).Where);
    }

    private static IReadOnlyList<ImageListEntry> Read(string text, int? classes = null)
    {
        using var images = new TemporaryImages();
        File.WriteAllText(images.ListPath, text);
        return ImageList.Read(images.ListPath, classes);
    }
}
