using System.Diagnostics.CodeAnalysis;

namespace Chancery.Domain;

/// <summary>A value or the expected failure that stands in its place.</summary>
/// <typeparam name="T">What success yields.</typeparam>
[SuppressMessage("Design", "CA1000", Justification = "The constructors of a result are its vocabulary.")]
public readonly record struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Error? error) => (_value, Error) = (value, error);

    /// <summary>The failure, or null where there is a value.</summary>
    public Error? Error { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    /// <summary>The value. Reading it from a failure is a bug and throws.</summary>
    /// <exception cref="InvalidOperationException">This is a failure.</exception>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"No value: {Error.Code}");

    /// <summary>A success.</summary>
    /// <param name="value">Its value.</param>
    public static Result<T> Ok(T value) => new(value, null);

    /// <summary>A failure.</summary>
    /// <param name="error">What failed.</param>
    public static Result<T> Fail(Error error) => new(default, error);

    /// <summary>A success, from its value alone.</summary>
    /// <param name="value">Its value.</param>
    public static implicit operator Result<T>(T value) => Ok(value);

    /// <summary>A failure, from its error alone.</summary>
    /// <param name="error">What failed.</param>
    public static implicit operator Result<T>(Error error) => Fail(error);
}
