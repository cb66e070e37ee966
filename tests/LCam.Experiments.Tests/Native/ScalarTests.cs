using LCam.Tensors;
using Mono.Cecil;

namespace LCam.Experiments.Tests.Native;

public sealed class ScalarTests
{
    [Fact]
    public void No_call_of_the_program_makes_a_scalar_that_may_be_freed_while_libtorch_reads_it()
    {
        // The library's methods that make scalars, and those that call them. What they override is not followed.
        using var library = ModuleDefinition.ReadModule(typeof(TorchSharp.Scalar).Assembly.Location);
        var callers = Methods(library).SelectMany(method => Calls(method).Select(called => (Called: called.GetElementMethod().FullName, Caller: method.FullName))).ToLookup(call => call.Called, call => call.Caller);
        var (making, next) = (new HashSet<string>(), new Queue<string>(Methods(library).Where(method => method.IsConstructor && method.DeclaringType.FullName == "TorchSharp.Scalar").Select(method => method.FullName)));
        while (next.TryDequeue(out var called))
        {
            foreach (var caller in callers[called].Where(making.Add))
            {
                next.Enqueue(caller);
            }
        }

        Assert.Contains(making, method => method.EndsWith("::square()", StringComparison.Ordinal));
        var found = new List<string>();
        foreach (var assembly in new[] { typeof(Scalars).Assembly, typeof(LCam.Experiments.Specs.ExperimentSpec).Assembly })
        {
            using var module = ModuleDefinition.ReadModule(assembly.Location);
            found.AddRange(from method in Methods(module)
                           where method.DeclaringType.FullName.Split('/')[0] != typeof(Scalars).FullName
                           from called in Calls(method)
                           where making.Contains(called.GetElementMethod().FullName)
                           select $"{method.DeclaringType.Name}.{method.Name}: {called.FullName}");
        }

        Assert.Equal("", string.Join('\n', found));
    }

    [Fact]
    public void Numbers_are_kept_with_their_signs_and_given_out_again()
    {
        Assert.Same(Scalars.Of(0.5), Scalars.Of(0.5));
        Assert.NotSame(Scalars.Of(0.0), Scalars.Of(-0.0));
        Assert.NotEqual(Scalars.Of(1).Type, Scalars.Of(1.0).Type);
    }

    private static IEnumerable<MethodDefinition> Methods(ModuleDefinition module) => module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);

    private static IEnumerable<MethodReference> Calls(MethodDefinition method) => method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>();
}
