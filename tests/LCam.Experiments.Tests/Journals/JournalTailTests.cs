using System.IO.Abstractions;
using LCam.Experiments.Journals;
using LCam.Problems;

namespace LCam.Experiments.Tests.Journals;

/// <summary>A journal is read on from where it was, whatever happens to the file meanwhile.</summary>
public sealed class JournalTailTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-tail-");
    private readonly CountingFiles _files = new();
    private readonly JournalTail _tail;

    public JournalTailTests() => _tail = new JournalTail(_files, Path);

    private string Path => System.IO.Path.Combine(_folder.FullName, "journal.jsonl");

    public void Dispose()
    {
        _tail.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Each_line_is_read_once_and_the_file_is_opened_once()
    {
        Assert.Empty(_tail.Read());
        for (var line = 0; line < 20; line++)
        {
            Append(Line($"{line}"));
            Assert.Equal([$"{line}"], Read());
            Assert.Empty(Read());
        }

        Assert.Equal(1, _files.Opened);
    }

    [Fact]
    public void What_was_not_taken_is_read_again()
    {
        Append(Line("a"));
        Assert.Single(_tail.Read());
        Assert.Equal(["a"], Read());
    }

    [Fact]
    public void A_torn_line_is_left_until_it_is_whole_or_another_stands_in_its_place()
    {
        Append(Line("a"), Line("beta")[..10]);
        Assert.Equal(["a"], Read());
        Assert.Empty(Read());

        using (var journal = new JournalWriter(_files, Path, _tail.Offset))
        {
            journal.Append(new NoteEntry("another"));
        }

        Append(Line("c")[..^1]);
        Assert.Equal(["another"], Read());
        Append("\n"u8.ToArray());
        Assert.Equal(["c"], Read());
    }

    [Theory]
    [InlineData(1, "kept", "x")]
    [InlineData(1, "kept", "x", "a line that is so long that the journal is longer than it was")]
    [InlineData(0, "kept", "alpha", "beta")]
    [InlineData(0)]
    public void A_journal_that_was_cut_before_the_place_is_read_again(int kept, params string[] then)
    {
        byte[][] lines = [Line("kept"), Line("alpha"), Line("beta")];
        Append(lines);
        Assert.Equal(3, Read().Count);
        new JournalWriter(_files, Path, lines.Take(kept).Sum(line => line.Length)).Dispose();
        Append([.. then.Skip(kept).Select(Line)]);
        Assert.Equal(then.SequenceEqual(["kept", "alpha", "beta"]) ? [] : then, Read());
        Append(Line("next"));
        Assert.Equal(["next"], Read());
    }

    [Fact]
    public void Who_closes_sees_the_file_that_is_there_then()
    {
        Append(Line("a"));
        Assert.Equal(["a"], Read());
        var whole = File.ReadAllBytes(Path);
        File.Delete(Path);
        File.WriteAllBytes(Path, [.. whole, .. Line("b")]);
        Assert.Empty(Read());
        _tail.Close();
        Assert.Equal(["b"], Read());
    }

    [Fact]
    public void A_handle_that_fails_is_given_up_for_a_new_one()
    {
        Append(Line("a"));
        Directory.CreateDirectory(Path + ".d");
        using var tail = new JournalTail(_files, Path + ".d");
        Assert.Throws<ProblemException>(() => tail.Read());
        Directory.Delete(Path + ".d");
        File.Copy(Path, Path + ".d");
        Assert.Single(tail.Read());
    }

    private static byte[] Line(string text) => JournalLine.Encode(new NoteEntry(text));

    private void Append(params byte[][] parts)
    {
        using var stream = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        foreach (var part in parts)
        {
            stream.Write(part);
        }
    }

    private List<string> Read()
    {
        var placed = _tail.Read();
        if (placed.Count > 0)
        {
            _tail.Take(placed[^1]);
        }

        return [.. placed.Select(entry => ((NoteEntry)entry.Entry).Text)];
    }

    // Counts who opens journals to read them.
    private sealed class CountingFiles : FileSystem
    {
        private int _opened;

        public int Opened => _opened;

        public override IFileStreamFactory FileStream
        {
            get
            {
                _opened++;
                return base.FileStream;
            }
        }
    }
}
