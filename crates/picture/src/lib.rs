//! what is here: the packed layers of a snapshot and the answer for a spot, an area, a moment
