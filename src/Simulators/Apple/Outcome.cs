namespace Chancery.Simulators.Apple;

/// <summary>A value, or why the device could not have it.</summary>
/// <typeparam name="T">What success yields.</typeparam>
internal readonly record struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, DeviceError? error) => (_value, Error) = (value, error);

    public DeviceError? Error { get; }

    public T Value => Error is null ? _value! : throw new InvalidOperationException($"No value: {Error}");

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(DeviceError error) => new(default, error);
}
