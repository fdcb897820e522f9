package steadfast.planted.bad.unmarked;

/** Lies in a package that says nothing of null. */
public class Unmarked {}
