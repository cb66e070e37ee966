using System.Text;

namespace LCam.Texts;

/// <summary>
/// The one way to the terminal, and to whatever reads instead of one: no control character passes, whoever wrote it. What
/// is written whole keeps its line ends, which are our own layout; what is written as a line is one line.
/// </summary>
/// <param name="target">Is not disposed with this.</param>
public sealed class VisibleTextWriter(TextWriter target) : TextWriter(target.FormatProvider)
{
    public override Encoding Encoding => target.Encoding;

    public override void Write(char value) => target.Write(value == '\n' || char.IsSurrogate(value) ? value.ToString() : VisibleText.Of(value.ToString()));

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void Write(string? value) => target.Write(VisibleText.Of(value ?? ""));

    public override void WriteLine() => target.Write('\n');

    public override void WriteLine(string? value) => target.Write(VisibleText.Line(value ?? "") + "\n");

    public override void Flush() => target.Flush();
}
